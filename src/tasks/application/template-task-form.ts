import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { DAY_MINUTES, Refused } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { unknownReference } from '#libs/records';
import type { RelativePlanning, TemplateTask, TemplateTaskDetails } from '../domain/template-task.js';
import type { UpdateTemplateTaskDto } from '../dto/template-task.dto.js';
import { AssigneeQueries } from '../persistence/assignee.queries.js';

const DETAILS = ['shortDescription', 'description', 'priority', 'visibleToCustomer', 'keyMilestone'] as const;
const PLANNING = ['startOffsetMinutes', 'plannedDurationMinutes', 'milestone', 'timeConstraint', 'constraintOffsetMinutes'] as const;

const taken = (body: UpdateTemplateTaskDto, names: readonly (keyof UpdateTemplateTaskDto)[]) =>
  Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));

/** What a body says of a template task, but for its place. */
@Injectable()
export class TemplateTaskForm {
  constructor(private readonly people: AssigneeQueries) {}

  /** @throws Refused for a milestone that takes time, a date that has no constraint, an assignee or a group that will not do */
  async fill(tx: Transaction<Caller>, task: TemplateTask, body: UpdateTemplateTaskDto): Promise<void> {
    task.describe(taken(body, DETAILS) as Partial<TemplateTaskDetails>);
    const planning = taken(body, PLANNING) as RelativePlanning;
    const days = Number(tx.origin.actor.properties.get('com.snc.project.task.max_task_duration'));
    if (Object.keys(planning).length) task.plan(planning, days * DAY_MINUTES);
    await this.assign(tx, task, body);
  }

  /** Decision 18, BR-022. A template keeps internal assignees only; each a member of the group, where there is one. */
  private async assign(tx: Transaction<Caller>, task: TemplateTask, body: UpdateTemplateTaskDto): Promise<void> {
    const { assignedToId: to, assignmentGroupId: group } = body;
    if (group !== undefined) {
      if (group !== null && !(await this.people.groupExists(tx, group))) throw unknownReference('assignmentGroupId');
      task.assignToGroup(group);
    }
    const key = to === undefined ? task.state.assignedToId : to;
    if (key === null) return task.assign(null);
    if (to === undefined && group === undefined) return;
    const person = await this.people.candidate(tx, key, '', task.state.assignmentGroupId);
    // Whoever has left since the template was made is no reason to refuse another group.
    if (!person?.active && to === undefined) return task.assign(null);
    if (!person?.active) throw unknownReference('assignedToId');
    if (person.kind !== 'internal') throw EXTERNAL;
    if (task.state.assignmentGroupId !== null && !person.member)
      throw Refused.field(
        to === undefined ? 'assignmentGroupId' : 'assignedToId',
        'not_in_group',
        'The assignee is no member of the group.',
      );
    task.assign(person.id);
  }
}

const EXTERNAL = Refused.field('assignedToId', 'external_assignee', 'Templates keep no external assignees.');
