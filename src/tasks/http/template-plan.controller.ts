import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { TemplateDependencies } from '../application/template-dependencies.js';
import { TemplateQueries } from '../application/template-queries.js';
import { TemplateTasks } from '../application/template-tasks.js';
import { CreateTemplateDependencyDto, CreateTemplateTaskDto, UpdateTemplateTaskDto } from '../dto/template-task.dto.js';
import { templateDependencyShape, templateTaskShape } from '../template-task.shape.js';

/** The plan that a template holds: its tasks and what ties them. */
@ApiTags('Project templates')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('project-templates/:id')
export class TemplatePlanController {
  constructor(
    private readonly queries: TemplateQueries,
    private readonly outline: TemplateTasks,
    private readonly ties: TemplateDependencies,
  ) {}

  /** Lists the tasks of a template, from top to bottom. */
  @Get('tasks')
  @Reads('TemplateTask')
  @AnswersPage(templateTaskShape)
  tasks(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.tasks(caller, id, query);
  }

  /** Adds a task to a template. */
  @Post('tasks')
  @Acts('update', 'ProjectTemplate')
  @AnswersRecord(templateTaskShape, 201)
  addTask(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(CreateTemplateTaskDto) body: Payload<CreateTemplateTaskDto>,
  ): Promise<RecordJson> {
    return this.outline.add(caller, id, body);
  }

  /** Shows one task of a template. */
  @Get('tasks/:taskId')
  @Reads('TemplateTask')
  @AnswersRecord(templateTaskShape)
  task(@Me() caller: Caller, @Param('id') id: string, @Param('taskId') taskId: string): Promise<RecordJson> {
    return this.queries.task(caller, id, taskId);
  }

  /** Changes a task of a template, or puts it elsewhere in the tree. */
  @Patch('tasks/:taskId')
  @Acts('update', 'ProjectTemplate')
  @AnswersRecord(templateTaskShape)
  updateTask(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Param('taskId') taskId: string,
    @Input(UpdateTemplateTaskDto) body: Payload<UpdateTemplateTaskDto>,
  ): Promise<RecordJson> {
    return this.outline.update(caller, id, taskId, body);
  }

  /** Deletes a task of a template without tasks below it. */
  @Delete('tasks/:taskId')
  @HttpCode(204)
  @Acts('update', 'ProjectTemplate')
  @AnswersNothing()
  removeTask(@Me() caller: Caller, @Param('id') id: string, @Param('taskId') taskId: string): Promise<void> {
    return this.outline.remove(caller, id, taskId);
  }

  /** Lists which tasks of a template wait for which. */
  @Get('dependencies')
  @Reads('TemplateDependency')
  @AnswersPage(templateDependencyShape)
  dependencies(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.dependencies(caller, id, query);
  }

  /** Lets a task of a template wait for another one. */
  @Post('dependencies')
  @Acts('update', 'ProjectTemplate')
  @AnswersRecord(templateDependencyShape, 201)
  addDependency(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(CreateTemplateDependencyDto) body: Payload<CreateTemplateDependencyDto>,
  ): Promise<RecordJson> {
    return this.ties.add(caller, id, body);
  }

  /** Ends that a task of a template waits for another one. */
  @Delete('dependencies/:dependencyId')
  @HttpCode(204)
  @Acts('update', 'ProjectTemplate')
  @AnswersNothing()
  removeDependency(@Me() caller: Caller, @Param('id') id: string, @Param('dependencyId') dependencyId: string): Promise<void> {
    return this.ties.remove(caller, id, dependencyId);
  }
}
