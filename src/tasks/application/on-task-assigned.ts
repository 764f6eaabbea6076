import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '#libs/kernel';
import { DomainEvents, Mails } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { FlowsApi } from '../../administration/index.js';
import { ProjectSchema, type ProjectState } from '../../projects/index.js';
import type { ProjectTaskState } from '../domain/project-task-state.js';
import { ProjectTaskSchema } from '../persistence/project-task.schema.js';

/** BR-170. While the flow is on, a contact to whom a task was assigned gets a mail; not for the own doing (BR-177). */
@Injectable()
export class OnTaskAssigned {
  constructor(
    events: DomainEvents,
    private readonly mails: Mails,
    private readonly flows: FlowsApi,
  ) {
    events.after('tasks.task-assigned', 'mail-task-assigned', (event, tx) => this.write(event, tx));
  }

  private async write({ aggregateId, payload }: DomainEvent, tx: Transaction): Promise<void> {
    const { assignedToId, external, byId } = payload;
    if (!external || assignedToId === byId) return;
    if (!(await this.flows.isActive(tx, 'send_email_on_task_assignment'))) return;
    const [task] = await statesOf<ProjectTaskState>(tx, ProjectTaskSchema, 'id', [aggregateId]);
    // Deleted, or given to somebody else, before this was written.
    if (task?.assignedToId !== assignedToId || !task) return;
    const [project] = await statesOf<ProjectState>(tx, ProjectSchema, 'id', [task.projectId]);
    await this.mails.mail(tx, {
      personId: String(assignedToId),
      template: 'task_assigned',
      subject: `${task.number} was assigned to you: ${task.shortDescription}`,
      text: textOf(task, project!),
    });
  }
}

const written = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function textOf(task: ProjectTaskState, project: ProjectState): string {
  const [hours, minutes] = [Math.floor(task.plannedDurationMinutes / 60), task.plannedDurationMinutes % 60];
  return [
    `Project: ${project.number} ${project.name}`,
    `Task: ${task.number} ${task.shortDescription}`,
    `Planned start: ${written(task.plannedStart)}`,
    `Planned end: ${written(task.plannedEnd)}`,
    `Planned duration: ${hours} h${minutes ? ` ${minutes} min` : ''}`,
  ].join('\n');
}
