import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { TaskChanges } from '../application/task-changes.js';
import { TaskOutline } from '../application/task-outline.js';
import { CompleteTaskDto, CreateProjectTaskDto, MoveTaskDto, UpdateTaskDto } from '../dto/project-task.dto.js';
import { projectTaskShape } from '../project-task.shape.js';
import { AnswersRecordAndMoves } from './schedule.answers.js';

@ApiTags('Project tasks')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('project-tasks')
export class ProjectTasksController {
  constructor(
    private readonly changes: TaskChanges,
    private readonly outline: TaskOutline,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the tasks you may see; `assignedTo=me` your own. */
  @Get()
  @Reads('ProjectTask')
  @AnswersPage(projectTaskShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, projectTaskShape, query);
  }

  /** Adds a task to a project. */
  @Post()
  @Requires('create', 'ProjectTask')
  @AnswersRecord(projectTaskShape, 201)
  create(@Me() caller: Caller, @Input(CreateProjectTaskDto) body: Payload<CreateProjectTaskDto>): Promise<RecordJson> {
    return this.outline.create(caller, body);
  }

  /** Shows one task. */
  @Get(':id')
  @Reads('ProjectTask')
  @AnswersRecord(projectTaskShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, projectTaskShape, id);
  }

  /** Changes a task. Progress, dates and state are rolled up to the tasks above it and to the project. */
  @Patch(':id')
  @Acts('update', 'ProjectTask')
  @AnswersRecordAndMoves(projectTaskShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateTaskDto) body: Payload<UpdateTaskDto>): Promise<RecordJson> {
    return this.changes.update(caller, id, body);
  }

  /** Deletes a task without tasks below it. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'ProjectTask')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.outline.remove(caller, id);
  }

  /** Marks a task complete, now. */
  @Post(':id/complete')
  @HttpCode(200)
  @Acts('complete', 'ProjectTask')
  @AnswersRecordAndMoves(projectTaskShape)
  complete(@Me() caller: Caller, @Param('id') id: string, @Input(CompleteTaskDto) body: Payload<CompleteTaskDto>): Promise<RecordJson> {
    return this.changes.complete(caller, id, body);
  }

  /** Puts a task elsewhere in the tree of its project, with all that lies below it. */
  @Post(':id/move')
  @HttpCode(200)
  @Acts('move', 'ProjectTask')
  @AnswersRecordAndMoves(projectTaskShape)
  move(@Me() caller: Caller, @Param('id') id: string, @Input(MoveTaskDto) body: Payload<MoveTaskDto>): Promise<RecordJson> {
    return this.changes.move(caller, id, body);
  }
}
