import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, AnswersWith, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { ProjectSchema } from '../../projects/index.js';
import { BaselineComparisons } from '../application/baseline-comparisons.js';
import { Baselines } from '../application/baselines.js';
import { baselineShape } from '../baseline.shape.js';
import { CreateBaselineDto } from '../dto/baseline.dto.js';
import { BASELINE_COMPARISON_SCHEMA } from './baseline.answers.js';

@ApiTags('Baselines')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller()
export class BaselinesController {
  constructor(
    private readonly baselines: Baselines,
    private readonly comparisons: BaselineComparisons,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the baselines of a project, the newest first. */
  @Get('projects/:id/baselines')
  @Reads('ProjectBaseline')
  @AnswersPage(baselineShape)
  list(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectSchema, key: id }, baselineShape, query, 'projectId');
  }

  /** Keeps the planned dates of a project and of all its tasks as they stand, under a name. */
  @Post('projects/:id/baselines')
  @Acts('create', 'ProjectBaseline')
  @AnswersRecord(baselineShape, 201)
  create(@Me() caller: Caller, @Param('id') id: string, @Input(CreateBaselineDto) body: Payload<CreateBaselineDto>): Promise<RecordJson> {
    return this.baselines.create(caller, id, body);
  }

  /** Shows a baseline with its tasks. */
  @Get('baselines/:id')
  @Reads('ProjectBaseline')
  @AnswersRecord(baselineShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, baselineShape, id);
  }

  /** Compares a baseline with the plan as it stands: what was moved, added, removed, and by how much working time. */
  @Get('baselines/:id/comparison')
  @Reads('ProjectBaseline')
  @AnswersWith('BaselineComparison', BASELINE_COMPARISON_SCHEMA)
  compare(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.comparisons.of(caller, id);
  }

  /** Deletes a baseline. */
  @Delete('baselines/:id')
  @HttpCode(204)
  @Acts('delete', 'ProjectBaseline')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.baselines.remove(caller, id);
  }
}
