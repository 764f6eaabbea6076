import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { TITLES } from '#libs/http';

/** Names an operation in the API document. */
export const Operation = (operationId: string, summary: string): MethodDecorator => ApiOperation({ operationId, summary });

/** A refusal that only some routes have. */
export const Refuses = (status: number, code: string, detail: string): MethodDecorator =>
  ApiResponse({
    status,
    description: TITLES[status] ?? 'Refused.',
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: {
          type: `urn:quayside:problem:${code}`,
          title: TITLES[status],
          status,
          detail,
          code,
          requestId: '5f0c2b1a9d8e7f6a5b4c3d2e',
        },
      },
    },
  });

const FORM = {
  type: 'object',
  properties: { file: { type: 'string', format: 'binary', description: 'The one file.' } },
  required: ['file'],
  additionalProperties: false,
} as const;

/** The body is a form with one file. */
export const TakesFile = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: FORM as never }),
    Refuses(413, 'file_too_large', 'A file may have at most 10485760 bytes.'),
    Refuses(415, 'unsupported_file_type', 'The file must be of one of these kinds, and its content what its name says: pdf, png, jpg.'),
  ) as MethodDecorator;

/** The answer is a file. */
export const AnswersFile = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({
      status: 200,
      description: 'The bytes, under the content type of the attachment.',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }),
    Refuses(503, 'attachment_unavailable', 'The file cannot be read at the moment. Try again later.'),
  ) as MethodDecorator;
