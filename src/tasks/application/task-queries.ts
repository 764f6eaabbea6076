import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import type { Choices } from '#libs/http';
import { Database } from '#libs/persistence';
import { findRecord, type Page, type RawQuery, RecordReader } from '#libs/records';
import { ContactSchema } from '../../customers/index.js';
import { ProjectSchema, type ProjectState } from '../../projects/index.js';
import { AssigneeQueries } from '../persistence/assignee.queries.js';
import { projectTaskShape } from '../project-task.shape.js';
import { taskDependencyShape } from '../task-dependency.shape.js';

/** Lists around tasks. Each throws NotFound for an owner that the caller may not see. */
@Injectable()
export class TaskQueries {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
    private readonly people: AssigneeQueries,
  ) {}

  ofProject(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectSchema, key }, projectTaskShape, query, 'projectId');
  }

  dependencies(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectSchema, key }, taskDependencyShape, query, 'projectId');
  }

  /** BR-037. The tasks that are assigned to a contact. */
  ofContact(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ContactSchema, key }, projectTaskShape, query, 'assignedToId');
  }

  /** BR-022. Whom a task may be assigned to, for somebody who plans tasks; else nobody. */
  async assignees(caller: Caller, given: { project?: string; assignmentGroup?: string; q: string | null }): Promise<Choices> {
    const { ability } = caller;
    if (!ability.canAny('create', 'ProjectTask')) return { items: [] };
    const project = given.project ? await findRecord<ProjectState>(this.database, ability, ProjectSchema, given.project) : null;
    const fields = { accountId: project?.accountId ?? null, groupId: given.assignmentGroup ?? null, q: given.q };
    const items = await this.people.choices(this.database, ability, fields);
    return { items: items.map(({ id, number, name }) => ({ id, number, name })) };
  }
}
