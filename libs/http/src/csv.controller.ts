import { Readable } from 'node:stream';
import { Controller, Get, Res, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { csvOf, type RawQuery, RecordReader, type RecordShape } from '#libs/records';
import { listParameters } from './answers.js';
import { ListParameters, Me } from './request.js';

/** Which list is given as a file, and where. */
export interface CsvRoute {
  /** The collection, as `cases`. */
  readonly path: string;
  readonly shape: RecordShape;
  /** The heading in the API document. */
  readonly tag: string;
  /** The plugins without which these records do not exist. */
  readonly plugins?: readonly string[];
}

const HEADERS = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
};

/** A controller that gives a list as CSV under `/{path}/export.csv`, with the filters, the order and the search of the list. */
export function csvController({ path, shape, tag, plugins = [] }: CsvRoute): Type {
  const name = shape.title.replace(/\W/g, '');

  @ApiTags(tag)
  @Controller(path)
  @NeedsPlugin(...plugins)
  class CsvController {
    constructor(private readonly reader: RecordReader) {}

    @Get('export.csv')
    @Reads(shape.subject)
    @ApiOperation({
      operationId: `export${name}List`,
      summary: `Gives the whole list as CSV`,
      description: `All rows that you may see and that match, with the list's fields that you may read: those of a reference as \`account.number\`, \`account.name\`. What a spreadsheet would take for a formula begins with a quote.`,
    })
    @AnswersCsv(shape)
    async csv(@Me() caller: Caller, @ListParameters() query: RawQuery, @Res() reply: FastifyReply): Promise<void> {
      const lines = await csvOf(this.reader, caller, shape, query);
      await reply.headers({ ...HEADERS, 'content-disposition': `attachment; filename="${path}.csv"` }).send(Readable.from(lines));
    }
  }
  // Routes and messages name controllers; all of these would otherwise have the same name.
  Object.defineProperty(CsvController, 'name', { value: `${name}CsvController` });
  return CsvController;
}

function AnswersCsv(shape: RecordShape): MethodDecorator {
  const response = ApiResponse({
    status: 200,
    description: 'The rows, under a line with the names of the fields (RFC 4180, UTF-8).',
    content: { 'text/csv': { schema: { type: 'string' }, example: 'id,number\r\n0193a1b2c3d47e5f8a9b0c1d2e3f4a5b,CS0001001\r\n' } },
  });
  return (target, key, descriptor) => {
    for (const decorate of [...listParameters(shape), response]) decorate(target, key, descriptor);
  };
}
