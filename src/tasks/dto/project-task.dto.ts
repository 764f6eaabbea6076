import { Choice, Decimal, Flag, Instant, Reference, Text, Whole } from '#libs/http';
import {
  TASK_PRIORITIES,
  TASK_STATES,
  TASK_STATUSES,
  type TaskState,
  type TaskStatus,
  TIME_CONSTRAINTS,
  type TimeConstraint,
} from '../domain/task-state.js';

/** The longest duration that a body may name at all; what a task may take is a property. */
const MOST_MINUTES = 10_000_000;

class TaskFields {
  @Reference({ description: 'The task above, of the same project; null directly under the project.', example: 'PRJTASK0010001' })
  parentId?: string | null;

  @Text(10_000, { example: 'Concrete, 20 cm, with a vapour barrier.' })
  description?: string | null;

  @Choice(TASK_PRIORITIES, { clearable: false, example: 4 })
  priority?: number;

  @Reference({ description: 'An internal user, or an eligible contact, who then sees the task and its project.' })
  assignedToId?: string | null;

  @Reference({ description: 'A group; an internal assignee must be a member of it.' })
  assignmentGroupId?: string | null;

  @Flag({ clearable: false, description: 'Stays true while the task is open and assigned to an external person.' })
  visibleToCustomer?: boolean;

  @Instant({ clearable: false, description: 'A plain date is the start of that working day.' })
  plannedStart?: string;

  @Whole(0, MOST_MINUTES, { clearable: false, example: 480, description: 'Working minutes; 480 is a day. Without any it is a milestone.' })
  plannedDurationMinutes?: number;

  @Choice(TIME_CONSTRAINTS, { clearable: false })
  timeConstraint?: TimeConstraint;

  @Instant({ description: 'The date of the constraint; the planned one when left out.' })
  constraintDate?: string | null;

  @Flag({ clearable: false, example: false })
  milestone?: boolean;

  @Flag({ clearable: false, example: false, description: 'Shown in status reports.' })
  keyMilestone?: boolean;

  @Instant({ description: 'Puts the task in progress. A plain date takes the time of the planned start.' })
  actualStart?: string | null;

  @Instant({
    description: 'Closes the task as complete. A plain date takes the time of the planned end.',
    example: '2026-03-02T17:00:00.000Z',
  })
  actualEnd?: string | null;

  @Decimal(0, 100, { clearable: false, example: 40, description: 'More than 0 puts the task in progress.' })
  percentComplete?: number;

  @Choice(TASK_STATES, { clearable: false, example: 'work_in_progress' })
  state?: TaskState;
}

export class CreateTaskDto extends TaskFields {
  @Text(200, { required: true, example: 'Lay the floor' })
  shortDescription: string;
}

export class CreateProjectTaskDto extends CreateTaskDto {
  @Reference({ required: true, example: 'PRJ0010001' })
  projectId: string;
}

export class UpdateTaskDto extends TaskFields {
  @Text(200, { clearable: false, example: 'Lay the floor' })
  shortDescription?: string;

  @Choice(TASK_STATUSES, { clearable: false, example: 'yellow', description: 'By hand: it stays until `overrideStatus` is cleared.' })
  status?: TaskStatus;

  @Flag({ clearable: false, example: false, description: 'Whether the status stays as it is; false lets it follow the planned end again.' })
  overrideStatus?: boolean;
}

/** Mark Complete says nothing but that it is done. */
export class CompleteTaskDto {}

export class MoveTaskDto {
  @Reference({ description: 'The task above, of the same project; null directly under the project.', example: 'PRJTASK0010001' })
  parentId?: string | null;

  @Whole(0, 100_000, { example: 0, description: 'The place among the tasks there, from 0; the last when left out.' })
  position?: number | null;
}
