import { Controller, Delete, Get, HttpCode, Param, Patch, Post, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import type { RidacDefinition } from '../application/ridac-definitions.js';
import { RidacRecords } from '../application/ridac-records.js';
import { ProjectSchema } from '../persistence/project.schema.js';

/** Where one of the five kinds is found, and what its requests hold. */
export interface RidacRoutes {
  readonly definition: RidacDefinition;
  /** The collection of all projects together, as `project-issues`. */
  readonly path: string;
  /** The collection below a project, as `issues`. */
  readonly nested: string;
  /** One and several of them in words. */
  readonly words: readonly [one: string, many: string];
  readonly create: new () => object;
  readonly update: new () => object;
}

/** The controller of one kind: its list, its list in a project, reading, opening, changing and deleting a record. */
export function ridacController({ definition, path, nested, words: [one, many], create, update }: RidacRoutes): Type {
  const { shape } = definition;
  const { subject } = shape;

  @ApiTags(`Project ${many}`)
  @NeedsPlugin(CUSTOMER_PROJECTS)
  @Controller()
  class RidacController {
    constructor(
      private readonly records: RidacRecords,
      private readonly reader: RecordReader,
    ) {}

    @Get(path)
    @Reads(subject)
    @ApiOperation({ summary: `Lists the ${many} you may see` })
    @AnswersPage(shape)
    list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
      return this.reader.page(caller, shape, query);
    }

    @Get(`projects/:id/${nested}`)
    @Reads(subject)
    @ApiOperation({ summary: `Lists the ${many} of a project that you may see` })
    @AnswersPage(shape)
    listOfProject(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
      return this.reader.pageOf(caller, { schema: ProjectSchema, key: id }, shape, query, 'projectId');
    }

    @Post(`projects/:id/${nested}`)
    @Acts('create', subject)
    @ApiOperation({ summary: `Adds ${one} to a project` })
    @AnswersRecord(shape, 201)
    createInProject(@Me() caller: Caller, @Param('id') id: string, @Input(create) body: Payload<object>): Promise<RecordJson> {
      return this.records.createIn(caller, definition, id, body);
    }

    @Get(`${path}/:id`)
    @Reads(subject)
    @ApiOperation({ summary: `Shows ${one}` })
    @AnswersRecord(shape)
    show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
      return this.reader.one(caller, shape, id);
    }

    @Patch(`${path}/:id`)
    @Acts('update', subject)
    @ApiOperation({ summary: `Changes ${one}, and its state` })
    @AnswersRecord(shape)
    update(@Me() caller: Caller, @Param('id') id: string, @Input(update) body: Payload<object>): Promise<RecordJson> {
      return this.records.update(caller, definition, id, body);
    }

    @Delete(`${path}/:id`)
    @HttpCode(204)
    @Acts('delete', subject)
    @ApiOperation({ summary: `Deletes ${one}` })
    @AnswersNothing()
    remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
      return this.records.remove(caller, definition, id);
    }
  }
  // Routes and messages name controllers; all of these would otherwise have the same name.
  Object.defineProperty(RidacController, 'name', { value: `${shape.title}Controller` });
  return RidacController;
}
