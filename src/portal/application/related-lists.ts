import { Injectable } from '@nestjs/common';
import type { Caller, SqlText } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { type Page, type RawQuery, type RecordJson, RecordReader, type RecordShape, type Scope } from '#libs/records';
import { ordersOfProject } from '../../fsm-integration/index.js';
import { ProjectSchema } from '../../projects/index.js';
import { changeRequestList, projectContactList, projectList, statusReportList, taskList, workOrderList } from '../portal.views.js';
import { offers } from '../portal-access.js';

interface RelatedList {
  readonly key: string;
  readonly label: string;
  readonly shape: RecordShape;
  shown(caller: Caller): boolean;
  /** The rows of the project of this id. */
  of(projectId: SqlText): Scope;
}

const heldBy =
  (column: string) =>
  (id: SqlText): Scope => ({ sql: `t.\`${column}\` = ${id.sql}`, params: id.params });

const LISTS: readonly RelatedList[] = [
  {
    key: 'project_tasks',
    label: 'Customer Project Tasks',
    shape: taskList,
    shown: offers.projectTasks,
    of: heldBy('project_id'),
  },
  {
    key: 'change_requests',
    label: 'Project Change Requests',
    shape: changeRequestList,
    shown: offers.changeRequests,
    of: heldBy('project_id'),
  },
  {
    key: 'status_reports',
    label: 'Status Reports',
    shape: statusReportList,
    shown: offers.statusReports,
    of: heldBy('project_id'),
  },
  { key: 'sub_projects', label: 'Sub Projects', shape: projectList, shown: offers.subProjects, of: heldBy('parent_id') },
  { key: 'work_orders', label: 'Work Orders', shape: workOrderList, shown: offers.projectWorkOrders, of: ordersOfProject },
  {
    key: 'project_contacts',
    label: 'Project Contacts',
    shape: projectContactList,
    shown: offers.projectContacts,
    of: heldBy('project_id'),
  },
];

/** A related list on a form, with how many of its rows the person sees. */
export interface RelatedListSummary {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

/** The related lists of a project, each where its plugins and its access control are on (BR-180, BR-181). */
@Injectable()
export class RelatedLists {
  constructor(private readonly reader: RecordReader) {}

  /** All counts in one statement. */
  async ofProject(caller: Caller, projectId: string): Promise<RelatedListSummary[]> {
    const lists = LISTS.filter((list) => list.shown(caller));
    const id = { sql: '?', params: [projectId] };
    const counts = await this.reader.counts(
      caller,
      lists.map(({ shape, of }) => ({ shape, scopes: [of(id)] })),
    );
    return lists.map(({ key, label }, i) => ({ key, label, count: counts[i]! }));
  }

  /** Of a case: its work orders, and its Related Records where the person sees any. */
  async ofCase(caller: Caller, record: RecordJson): Promise<RelatedListSummary[]> {
    const seen = [record.changeRequest, record.issue].filter((one) => one !== null && one !== undefined).length;
    const related = seen ? [{ key: 'related_records', label: 'Related Records', count: seen }] : [];
    if (!offers.workOrders(caller)) return related;
    const count = await this.reader.countOf(caller, workOrderList, heldBy('case_id')({ sql: '?', params: [record.id] }));
    return [{ key: 'work_orders', label: 'Work Orders', count }, ...related];
  }

  /** @throws NotFound where the project is hidden, and where the list is not shown */
  async page(caller: Caller, projectKey: string, listKey: string, query: RawQuery): Promise<Page> {
    const list = LISTS.find(({ key }) => key === listKey);
    if (!list?.shown(caller)) throw new NotFound();
    return this.reader.pageOf(caller, { schema: ProjectSchema, key: projectKey }, list.shape, query, list.of);
  }
}
