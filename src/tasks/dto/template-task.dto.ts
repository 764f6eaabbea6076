import { Choice, Flag, Reference, Text, Whole } from '#libs/http';
import { TASK_PRIORITIES, TIME_CONSTRAINTS, type TimeConstraint } from '../domain/task-state.js';
import { CreateDependencyDto } from './task-dependency.dto.js';

const MOST_MINUTES = 10_000_000;

class TemplateTaskFields {
  @Reference({ description: 'The task above, of the same template; null at the top.' })
  parentId?: string | null;

  @Whole(0, 100_000, { example: 0, description: 'The place among the tasks there, from 0; the last when left out.' })
  position?: number | null;

  @Text(10_000, { example: 'Concrete, 20 cm, with a vapour barrier.' })
  description?: string | null;

  @Choice(TASK_PRIORITIES, { clearable: false, example: 4 })
  priority?: number;

  @Flag({ clearable: false })
  visibleToCustomer?: boolean;

  @Whole(0, MOST_MINUTES, { clearable: false, example: 480, description: 'Working minutes; 480 is a day. Without any it is a milestone.' })
  plannedDurationMinutes?: number;

  @Whole(0, MOST_MINUTES, { clearable: false, example: 480, description: 'Working minutes from the start of the project.' })
  startOffsetMinutes?: number;

  @Choice(TIME_CONSTRAINTS, { clearable: false })
  timeConstraint?: TimeConstraint;

  @Whole(0, MOST_MINUTES, { example: 480, description: 'The date of the constraint in the same way; the planned one when left out.' })
  constraintOffsetMinutes?: number | null;

  @Flag({ clearable: false, example: false })
  milestone?: boolean;

  @Flag({ clearable: false, example: false, description: 'Shown in status reports.' })
  keyMilestone?: boolean;

  @Reference({ description: 'An internal user; never an external person.' })
  assignedToId?: string | null;

  @Reference({ description: 'A group; the assignee must be a member of it.' })
  assignmentGroupId?: string | null;
}

export class CreateTemplateTaskDto extends TemplateTaskFields {
  @Text(200, { required: true, example: 'Lay the floor' })
  shortDescription: string;
}

export class UpdateTemplateTaskDto extends TemplateTaskFields {
  @Text(200, { clearable: false, example: 'Lay the floor' })
  shortDescription?: string;
}

export class CreateTemplateDependencyDto extends CreateDependencyDto {
  @Reference({ required: true, description: 'The task that comes first.' })
  override predecessorId: string;

  @Reference({ required: true, description: 'The task that waits for it.' })
  override successorId: string;
}
