import { type RecordShape, recordShape, value, viewOf } from '#libs/records';
import { caseShape, caseTaskShape } from '../cases/index.js';
import { AccountSchema } from '../customers/index.js';
import { workOrderShape } from '../fsm-integration/index.js';
import { changeRequestShape, projectContactShape, projectShape, statusReportShape } from '../projects/index.js';
import { projectTaskShape } from '../tasks/index.js';

/** A field of a record with the words that people know it by. */
export interface Labelled {
  readonly name: string;
  readonly label: string;
}

const labelled = (fields: Readonly<Record<string, string>>): Labelled[] => Object.entries(fields).map(([name, label]) => ({ name, label }));

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

/** What a form needs to name an account. */
export const accountName: RecordShape = recordShape(AccountSchema, {
  title: 'PortalAccount',
  defaultSort: 'name',
  fields: { number: value('number'), name: value('name', { sort: true }) },
});

/** The fields of the forms, in their order (section 4). */
export const FORM_FIELDS = {
  project: labelled({
    number: 'Number',
    name: 'Name',
    account: 'Account',
    projectManager: 'Project manager',
    state: 'State',
    phase: 'Phase',
    status: 'Status',
    percentComplete: 'Percent complete',
    description: 'Description',
    plannedStart: 'Planned start',
    plannedEnd: 'Planned end',
    plannedDurationMinutes: 'Planned duration',
    actualStart: 'Actual start',
    actualEnd: 'Actual end',
  }),
  projectTask: labelled({
    number: 'Number',
    project: 'Project',
    shortDescription: 'Short description',
    description: 'Description',
    state: 'State',
    assignedTo: 'Assigned to',
    plannedStart: 'Planned start',
    plannedEnd: 'Planned end',
    plannedDurationMinutes: 'Planned duration',
    percentComplete: 'Percent complete',
    actualStart: 'Actual start date',
    actualEnd: 'Actual end date',
  }),
  case: labelled({
    number: 'Number',
    shortDescription: 'Subject',
    description: 'Description',
    state: 'State',
    priority: 'Priority',
    account: 'Account',
    contact: 'Contact',
    partner: 'Partner',
    project: 'Project',
    projectTask: 'Project Task',
    openedAt: 'Opened',
    updatedAt: 'Updated',
    resolutionCode: 'Resolution code',
    resolutionNotes: 'Resolution notes',
  }),
  workOrder: labelled({
    number: 'Number',
    priority: 'Priority',
    state: 'State',
    shortDescription: 'Short description',
    description: 'Description',
    location: 'Location',
    case: 'Case',
    account: 'Account',
    contact: 'Contact',
    asset: 'Asset',
    scheduledStart: 'Scheduled start',
    estimatedEnd: 'Estimated end',
    workStart: 'Actual work start',
    workEnd: 'Actual work end',
  }),
} as const;
