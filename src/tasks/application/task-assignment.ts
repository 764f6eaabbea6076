import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Refused } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { unknownReference } from '#libs/records';
import { ProjectsApi } from '../../projects/index.js';
import type { ProjectTask } from '../domain/project-task.js';
import type { ProjectTaskState } from '../domain/project-task-state.js';
import { isClosed } from '../domain/task-state.js';
import type { TaskTree } from '../domain/task-tree.js';
import { AssigneeQueries, type Candidate } from '../persistence/assignee.queries.js';

/** What a body says about who does a task and who sees it. */
export interface Assignment {
  readonly assignedToId?: string | null | undefined;
  readonly assignmentGroupId?: string | null | undefined;
  readonly visibleToCustomer?: boolean | undefined;
}

const ADDS_CONTACT = 'tasks.assignment_adds_project_contact';

/** Who does a task, and so sees it (decisions 2 and 3, BR-011, BR-014 to BR-017). */
@Injectable()
export class TaskAssignment {
  constructor(
    private readonly people: AssigneeQueries,
    private readonly projects: ProjectsApi,
  ) {}

  /**
   * Assigns a task, puts it into a group, shows or hides it. An external assignee sees the task and becomes a contact of
   * its project.
   * @throws Refused for somebody who may not have it @throws Conflict when the assignee could no longer see it
   */
  async apply(tx: Transaction<Caller>, task: ProjectTask, said: Assignment): Promise<void> {
    const { assignedToId: to, assignmentGroupId: group, visibleToCustomer: visible } = said;
    if (group !== undefined) await this.assignToGroup(tx, task, group);
    const key = to === undefined ? task.state.assignedToId : to;
    const matters = to !== undefined || group !== undefined || visible === false;
    const assignee = key !== null && matters ? await this.candidate(tx, task, key, said) : null;
    const external = assignee !== null && assignee.kind !== 'internal';
    if (to !== undefined) {
      task.assign(assignee && { id: assignee.id, external }, tx.origin.personId, tx.now);
      if (external && !task.isClosed) await this.letIn(tx, task.state, { id: assignee.id, name: assignee.name });
    }
    if (visible !== undefined) task.show(visible, external);
  }

  /** Decision 3. A task that is opened again is for its external assignee to see as on the day it was assigned. */
  async renew(tx: Transaction<Caller>, task: ProjectTask): Promise<void> {
    const { assignedToId } = task.state;
    if (assignedToId !== null) await this.apply(tx, task, { assignedToId });
  }

  /** The same for tasks that are opened again with the one above them. */
  async renewBelow(tx: Transaction<Caller>, projectId: string, tree: TaskTree): Promise<void> {
    const opened = tree
      .changes()
      .filter(({ before, after }) => isClosed(before.state) && !isClosed(after.state) && after.assignedToId !== null)
      .map(({ after }) => after);
    const external = new Set(await this.people.externalAmong(tx, [...new Set(opened.map(({ assignedToId }) => assignedToId!))]));
    for (const node of opened) {
      if (!external.has(node.assignedToId!)) continue;
      tree.put({ ...node, visibleToCustomer: true });
      await this.letIn(tx, { projectId, number: node.number }, { id: node.assignedToId! });
    }
  }

  private async assignToGroup(tx: Transaction<Caller>, task: ProjectTask, groupId: string | null): Promise<void> {
    if (groupId !== null && !(await this.people.groupExists(tx, groupId))) throw unknownReference('assignmentGroupId');
    task.assignToGroup(groupId);
  }

  private async candidate(tx: Transaction<Caller>, task: ProjectTask, key: string, said: Assignment): Promise<Candidate> {
    const { accountId, assignmentGroupId } = task.state;
    const candidate = await this.people.candidate(tx, key, accountId, assignmentGroupId);
    if (!candidate) throw unknownReference('assignedToId');
    const newly = said.assignedToId !== undefined;
    if (newly && !candidate.active) throw unknownReference('assignedToId');
    if (newly && candidate.kind !== 'internal' && !candidate.eligible) throw NOT_ELIGIBLE;
    const asked = newly || said.assignmentGroupId !== undefined;
    if (asked && candidate.kind === 'internal' && assignmentGroupId !== null && !candidate.member)
      throw Refused.field(newly ? 'assignedToId' : 'assignmentGroupId', 'not_in_group', 'The assignee is no member of the group.');
    return candidate;
  }

  /** Decision 2. @throws Refused when the administrator wants project contacts to be added by hand */
  private async letIn(
    tx: Transaction<Caller>,
    { projectId, number }: Pick<ProjectTaskState, 'projectId' | 'number'>,
    contact: { readonly id: string; readonly name?: string },
  ): Promise<void> {
    if (tx.origin.actor.properties.get(ADDS_CONTACT) === false) {
      if (!(await this.projects.isContact(tx, projectId, contact.id))) throw NO_CONTACT;
      return;
    }
    const { id, ...name } = contact;
    await this.projects.addContact(tx, projectId, id, { because: `${number} was assigned`, ...name });
  }
}

const NOT_ELIGIBLE = Refused.field(
  'assignedToId',
  'not_eligible',
  'A contact works on the task only of the account, of a partner that serves it, or with a contact relationship to it.',
);
const NO_CONTACT = Refused.field('assignedToId', 'not_a_project_contact', 'The person is not a contact of the project.');
