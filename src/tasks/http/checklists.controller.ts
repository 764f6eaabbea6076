import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { Checklists } from '../application/checklists.js';
import { checklistItemShape } from '../checklist-item.shape.js';
import { CreateChecklistItemDto, UpdateChecklistItemDto } from '../dto/checklist.dto.js';

/** The checklists of project tasks. */
@ApiTags('Project tasks')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('project-tasks/:id/checklist')
export class TaskChecklistController {
  constructor(private readonly checklists: Checklists) {}

  /** Lists the checklist of a task. */
  @Get()
  @Reads('ChecklistItem')
  @AnswersPage(checklistItemShape)
  list(@Me() caller: Caller, @Param('id') task: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.checklists.list(caller, { task }, query);
  }

  /** Adds a line at the end of the checklist of a task. */
  @Post()
  @Acts('keep_checklist', 'ProjectTask')
  @AnswersRecord(checklistItemShape, 201)
  add(
    @Me() caller: Caller,
    @Param('id') task: string,
    @Input(CreateChecklistItemDto) body: Payload<CreateChecklistItemDto>,
  ): Promise<RecordJson> {
    return this.checklists.add(caller, { task }, body);
  }

  /** Changes a line, ticks it off, or puts it elsewhere in the checklist of a task. */
  @Patch(':itemId')
  @Acts('keep_checklist', 'ProjectTask')
  @AnswersRecord(checklistItemShape)
  update(
    @Me() caller: Caller,
    @Param('id') task: string,
    @Param('itemId') itemId: string,
    @Input(UpdateChecklistItemDto) body: Payload<UpdateChecklistItemDto>,
  ): Promise<RecordJson> {
    return this.checklists.update(caller, { task }, itemId, body);
  }

  /** Removes a line from the checklist of a task. */
  @Delete(':itemId')
  @HttpCode(204)
  @Acts('keep_checklist', 'ProjectTask')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') task: string, @Param('itemId') itemId: string): Promise<void> {
    return this.checklists.remove(caller, { task }, itemId);
  }
}

/** The checklists of template tasks. */
@ApiTags('Project templates')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('project-templates/:id/tasks/:taskId/checklist')
export class TemplateChecklistController {
  constructor(private readonly checklists: Checklists) {}

  /** Lists the checklist of a template task. */
  @Get()
  @Reads('ChecklistItem')
  @AnswersPage(checklistItemShape)
  list(
    @Me() caller: Caller,
    @Param('id') template: string,
    @Param('taskId') task: string,
    @ListParameters() query: RawQuery,
  ): Promise<Page> {
    return this.checklists.list(caller, { template, task }, query);
  }

  /** Adds a line at the end of the checklist of a template task. */
  @Post()
  @Acts('update', 'ProjectTemplate')
  @AnswersRecord(checklistItemShape, 201)
  add(
    @Me() caller: Caller,
    @Param('id') template: string,
    @Param('taskId') task: string,
    @Input(CreateChecklistItemDto) body: Payload<CreateChecklistItemDto>,
  ): Promise<RecordJson> {
    return this.checklists.add(caller, { template, task }, body);
  }

  /** Changes a line, or puts it elsewhere in the checklist of a template task. */
  @Patch(':itemId')
  @Acts('update', 'ProjectTemplate')
  @AnswersRecord(checklistItemShape)
  update(
    @Me() caller: Caller,
    @Param('id') template: string,
    @Param('taskId') task: string,
    @Param('itemId') itemId: string,
    @Input(UpdateChecklistItemDto) body: Payload<UpdateChecklistItemDto>,
  ): Promise<RecordJson> {
    return this.checklists.update(caller, { template, task }, itemId, body);
  }

  /** Removes a line from the checklist of a template task. */
  @Delete(':itemId')
  @HttpCode(204)
  @Acts('update', 'ProjectTemplate')
  @AnswersNothing()
  remove(
    @Me() caller: Caller,
    @Param('id') template: string,
    @Param('taskId') task: string,
    @Param('itemId') itemId: string,
  ): Promise<void> {
    return this.checklists.remove(caller, { template, task }, itemId);
  }
}
