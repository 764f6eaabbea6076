import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import {
  AnswersChoices,
  AnswersNothing,
  AnswersPage,
  AnswersRecord,
  type Choices,
  Input,
  ListParameters,
  lookupParameters,
  Me,
  Payload,
} from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { TaskDependencies } from '../application/task-dependencies.js';
import { TaskOutline } from '../application/task-outline.js';
import { TaskQueries } from '../application/task-queries.js';
import { CreateTaskDto } from '../dto/project-task.dto.js';
import { CreateDependencyDto } from '../dto/task-dependency.dto.js';
import { projectTaskShape } from '../project-task.shape.js';
import { taskDependencyShape } from '../task-dependency.shape.js';
import { AnswersRecordAndMoves } from './schedule.answers.js';

/** The plan of a project: its tasks and what ties them; and tasks as other records list them. */
@ApiTags('Project tasks')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller()
export class ProjectPlanController {
  constructor(
    private readonly queries: TaskQueries,
    private readonly outline: TaskOutline,
    private readonly ties: TaskDependencies,
  ) {}

  /** Lists the tasks of a project that you may see. */
  @Get('projects/:id/tasks')
  @Reads('ProjectTask')
  @AnswersPage(projectTaskShape)
  tasks(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.ofProject(caller, id, query);
  }

  /** Adds a task to a project; a closed project goes on with it. */
  @Post('projects/:id/tasks')
  @Acts('create', 'ProjectTask')
  @AnswersRecord(projectTaskShape, 201)
  addTask(@Me() caller: Caller, @Param('id') id: string, @Input(CreateTaskDto) body: Payload<CreateTaskDto>): Promise<RecordJson> {
    return this.outline.createIn(caller, id, body);
  }

  /** Lists which tasks of a project wait for which. */
  @Get('projects/:id/dependencies')
  @Reads('TaskDependency')
  @AnswersPage(taskDependencyShape)
  dependencies(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.dependencies(caller, id, query);
  }

  /** Lets a task wait for another one. */
  @Post('projects/:id/dependencies')
  @Acts('create', 'TaskDependency')
  @AnswersRecordAndMoves(taskDependencyShape, 201)
  addDependency(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(CreateDependencyDto) body: Payload<CreateDependencyDto>,
  ): Promise<RecordJson> {
    return this.ties.add(caller, id, body);
  }

  /** Ends that a task waits for another one. */
  @Delete('projects/:id/dependencies/:dependencyId')
  @HttpCode(204)
  @Acts('delete', 'TaskDependency')
  @AnswersNothing()
  removeDependency(@Me() caller: Caller, @Param('id') id: string, @Param('dependencyId') dependencyId: string): Promise<void> {
    return this.ties.remove(caller, id, dependencyId);
  }

  /** Lists the tasks that are assigned to a contact. */
  @Get('contacts/:id/project-tasks')
  @Reads('ProjectTask')
  @AnswersPage(projectTaskShape)
  ofContact(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.ofContact(caller, id, query);
  }

  /** Offers the persons to whom a task may be assigned. */
  @Get('lookups/project-task/assignedTo')
  @Reads('ProjectTask')
  @AnswersChoices('project', 'assignmentGroup')
  assignees(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.queries.assignees(caller, lookupParameters(query, ['project', 'assignmentGroup']));
  }
}
