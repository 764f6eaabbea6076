import { Injectable } from '@nestjs/common';
import type { Caller, SqlText } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import type { EntitySchema } from '#libs/persistence';
import { type Page, type RawQuery, RecordReader, type RecordShape, type Scope } from '#libs/records';
import { ServiceCaseSchema } from '../../cases/index.js';
import { AppointmentSchema, ordersOfProject, WorkOrderSchema } from '../../fsm-integration/index.js';
import { ProjectSchema } from '../../projects/index.js';
import {
  appointmentList,
  caseTaskList,
  changeRequestList,
  projectContactList,
  projectList,
  statusReportList,
  taskList,
  workOrderList,
} from '../portal.views.js';
import { offers } from '../portal-access.js';

interface RelatedList {
  readonly key: string;
  readonly label: string;
  readonly shape: RecordShape;
  shown(caller: Caller): boolean;
  /** The rows of the record of this id. */
  of(ownerId: SqlText): Scope;
}

const heldBy =
  (column: string) =>
  (id: SqlText): Scope => ({ sql: `t.\`${column}\` = ${id.sql}`, params: id.params });

/** Each where its plugins and its access control are on (BR-180, BR-181). */
const OF_PROJECT: readonly RelatedList[] = [
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

/** A8, P15: what follows from a case. */
const OF_CASE: readonly RelatedList[] = [
  { key: 'case_tasks', label: 'Case Tasks', shape: caseTaskList, shown: offers.caseTasks, of: heldBy('case_id') },
  { key: 'work_orders', label: 'Work Orders', shape: workOrderList, shown: offers.workOrders, of: heldBy('case_id') },
  { key: 'appointments', label: 'Appointments', shape: appointmentList, shown: offers.appointments, of: heldBy('case_id') },
];

/** BR-FSM-066. */
const OF_WORK_ORDER: readonly RelatedList[] = [
  { key: 'appointments', label: 'Appointments', shape: appointmentList, shown: offers.appointments, of: heldBy('work_order_id') },
];

const OWNERS = {
  project: { schema: ProjectSchema as EntitySchema<any>, lists: OF_PROJECT },
  case: { schema: ServiceCaseSchema as EntitySchema<any>, lists: OF_CASE },
  workOrder: { schema: WorkOrderSchema as EntitySchema<any>, lists: OF_WORK_ORDER },
  appointment: { schema: AppointmentSchema as EntitySchema<any>, lists: [] as readonly RelatedList[] },
};
export type Owner = keyof typeof OWNERS;

/** A related list on a form, with how many of its rows the person sees. */
export interface RelatedListSummary {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

/** The related lists of the form of a record, for this person, and what is counted for them. */
export const relatedListsOf = (owner: Owner, caller: Caller, id: unknown) =>
  OWNERS[owner].lists
    .filter((list) => list.shown(caller))
    .map(({ key, label, shape, of }) => ({ key, label, shape, scopes: [of({ sql: '?', params: [id] })] }));

/** The shapes of all related lists of a kind of record, for the API document. */
export const relatedShapes = (owner: Owner): RecordShape[] => OWNERS[owner].lists.map(({ shape }) => shape);

/** The rows of the related lists on the portal's forms. */
@Injectable()
export class RelatedLists {
  constructor(private readonly reader: RecordReader) {}

  /** @throws NotFound where the record is hidden, and where the list is not shown */
  async page(caller: Caller, owner: Owner, key: string, listKey: string, query: RawQuery): Promise<Page> {
    const { schema, lists } = OWNERS[owner];
    const list = lists.find((one) => one.key === listKey);
    if (!list?.shown(caller)) throw new NotFound();
    return this.reader.pageOf(caller, { schema, key }, list.shape, query, list.of);
  }
}
