import {
  choice,
  type Field,
  PersonRef,
  type RecordShape,
  type ReferenceTarget,
  recordShape,
  reference,
  value,
  viewOf,
} from '#libs/records';
import { CaseRef } from '../cases/index.js';
import { AccountRef, AssetRef } from '../customers/index.js';
import { GroupRef } from '../identity/index.js';
import { ProjectTaskRef } from '../tasks/index.js';
import { ORDER_PRIORITIES, WORK_ORDER_STATES } from './domain/work-order-state.js';
import { WorkOrderSchema } from './persistence/work-order.schema.js';

/** How a work order is named in other records; null for whoever may not see it (decision 31). */
export const WorkOrderRef: ReferenceTarget = {
  table: 'work_order',
  shown: { number: 'number', name: 'short_description' },
  guard: 'WorkOrder',
};

const OWN_FIELDS: Readonly<Record<string, Field>> = {
  number: value('number', { filter: true, sort: true, search: true, example: 'WO0010001' }),
  case: reference('caseId', CaseRef, { filter: true, description: 'The case that the order was created from.' }),
  projectTask: reference('projectTaskId', ProjectTaskRef, { filter: true }),
  initiatedFrom: reference('caseId', CaseRef, { description: 'The record that the order was created from.' }),
  shortDescription: value('shortDescription', { search: true, example: 'Replace the pump' }),
  description: value('description', { list: false, search: true, example: 'The new pump is in stockroom 3.' }),
  priority: choice('priority', ORDER_PRIORITIES, { filter: true, sort: true, description: '1 critical, 2 high, 3 moderate, 4 low.' }),
  state: choice('state', WORK_ORDER_STATES, { filter: true }),
  active: value('active', { filter: true, description: 'False once it is closed or canceled.' }),
  company: reference('companyId', AccountRef, { description: 'Follows the account.' }),
  caller: reference('callerId', PersonRef, { description: 'Follows the contact.' }),
  location: value('location', { example: 'Hall 2' }),
  qualificationGroup: reference('qualificationGroupId', GroupRef),
  assignmentGroup: reference('assignmentGroupId', GroupRef),
  billable: value('billable', { example: false }),
  scheduledStart: value('scheduledStart'),
  estimatedEnd: value('estimatedEnd'),
  workStart: value('workStart'),
  workEnd: value('workEnd'),
  hasAppointment: value('hasAppointment', { example: false }),
  openedAt: value('openedAt', { filter: true, sort: true }),
  openedBy: reference('openedById', PersonRef),
};

/** The six fields that the integration with cases adds; they are shown in the view Case alone (A8). */
const CASE_FIELDS: Readonly<Record<string, Field>> = {
  account: reference('accountId', AccountRef, { filter: true }),
  consumer: reference('consumerId', PersonRef, { filter: true }),
  contact: reference('contactId', PersonRef, { filter: true }),
  asset: reference('assetId', AssetRef, { filter: true }),
  partner: reference('partnerId', AccountRef, { filter: true }),
  partnerContact: reference('partnerContactId', PersonRef, { filter: true }),
};

const defaultSort = '-openedAt';

/** BR-FSM-040. A work order with all its fields: the view Case. */
export const workOrderShape: RecordShape = recordShape(WorkOrderSchema, {
  title: 'WorkOrder',
  defaultSort,
  fields: { ...OWN_FIELDS, ...CASE_FIELDS },
});

/** The default view: without the six fields, which lists are still filtered by. */
export const defaultViewShape: RecordShape = viewOf(workOrderShape, { title: 'WorkOrderDefaultView', shows: Object.keys(OWN_FIELDS) });

/** BR-FSM-056. While the integration is off, the six fields do not exist. */
export const plainWorkOrderShape: RecordShape = recordShape(WorkOrderSchema, {
  title: 'WorkOrderWithoutCases',
  defaultSort,
  fields: OWN_FIELDS,
});

/** What external people do not read of an order, nor its history. */
export const INTERNAL_ORDER_FIELDS: ReadonlySet<string> = new Set(['qualificationGroup', 'assignmentGroup', 'billable']);

export const EXTERNAL_ORDER_FIELDS: readonly string[] = [...workOrderShape.fields.keys()].filter(
  (name) => !INTERNAL_ORDER_FIELDS.has(name),
);
