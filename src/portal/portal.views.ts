import { type RecordShape, recordShape, value, viewOf } from '#libs/records';
import { caseShape, caseTaskShape } from '../cases/index.js';
import { AccountSchema, contactShape } from '../customers/index.js';
import { appointmentShape, workOrderShape } from '../fsm-integration/index.js';
import { changeRequestShape, projectContactShape, projectShape, statusReportShape } from '../projects/index.js';
import { projectTaskShape } from '../tasks/index.js';
import { type Labelled, labelled } from './labelled.js';

/** The columns of the portal's lists (section 4). */
export const COLUMNS = {
  projects: labelled({
    number: 'Number',
    name: 'Name',
    account: 'Account',
    state: 'State',
    status: 'Status',
    percentComplete: 'Percent complete',
    plannedStart: 'Planned start',
    plannedEnd: 'Planned end',
  }),
  projectTasks: labelled({
    number: 'Number',
    shortDescription: 'Short description',
    project: 'Project',
    state: 'State',
    plannedStart: 'Planned start',
    plannedEnd: 'Planned end',
    actualStart: 'Actual start',
    actualEnd: 'Actual end',
  }),
  cases: labelled({
    number: 'Number',
    shortDescription: 'Short description',
    priority: 'Priority',
    state: 'State',
    updatedAt: 'Updated',
  }),
  caseTasks: labelled({
    number: 'Number',
    shortDescription: 'Short description',
    case: 'Case',
    priority: 'Priority',
    state: 'State',
    updatedAt: 'Updated',
  }),
  workOrders: labelled({ number: 'Number', priority: 'Priority', state: 'State', shortDescription: 'Short description' }),
} as const;

/** What partners see of cases besides: for whom they work. */
export const ACCOUNT_COLUMN: Labelled = { name: 'account', label: 'Account' };

const names = (columns: readonly Labelled[]): string[] => columns.map(({ name }) => name);

export const projectList: RecordShape = viewOf(projectShape, { title: 'PortalProject', shows: names(COLUMNS.projects) });

export const taskList: RecordShape = viewOf(projectTaskShape, {
  title: 'PortalProjectTask',
  shows: [...names(COLUMNS.projectTasks), 'assignedTo', 'percentComplete'],
});

/** The newest change comes first. */
export const caseList: RecordShape = viewOf(caseShape, {
  title: 'PortalCase',
  shows: [...names(COLUMNS.cases), 'account', 'contact', 'project', 'projectTask', 'openedAt'],
  defaultSort: '-updatedAt',
});

export const caseTaskList: RecordShape = viewOf(caseTaskShape, { title: 'PortalCaseTask', shows: names(COLUMNS.caseTasks) });

/** BR-FSM-060. */
export const workOrderList: RecordShape = viewOf(workOrderShape, { title: 'PortalWorkOrder', shows: names(COLUMNS.workOrders) });

/** The next ones, and the latest ones, come first. */
export const appointmentList: RecordShape = viewOf(appointmentShape, {
  title: 'PortalAppointment',
  shows: ['number', 'workOrder', 'case', 'state', 'start', 'end', 'timeZone'],
});

export const changeRequestList: RecordShape = viewOf(changeRequestShape, {
  title: 'PortalChangeRequest',
  shows: ['number', 'title', 'state', 'priority', 'category', 'dueDate'],
});

/** The newest first. */
export const statusReportList: RecordShape = viewOf(statusReportShape, {
  title: 'PortalStatusReport',
  shows: ['number', 'name', 'asOn', 'overallHealth', 'schedule', 'resources', 'scope', 'executiveSummary'],
});

export const projectContactList: RecordShape = viewOf(projectContactShape, {
  title: 'PortalProjectContact',
  shows: ['contact', 'account'],
});

/** Support > Contacts. */
export const contactList: RecordShape = viewOf(contactShape, {
  title: 'PortalContact',
  shows: ['number', 'name', 'title', 'email', 'phone', 'account', 'active'],
});

/** What a form needs to name an account. */
export const accountName: RecordShape = recordShape(AccountSchema, {
  title: 'PortalAccount',
  defaultSort: 'name',
  fields: { number: value('number'), name: value('name', { sort: true }) },
});
