import { choice, type Field, PersonRef, recordShape, reference, value } from '#libs/records';
import { PROJECT_PHASES } from './domain/project-state.js';
import { HEALTH_COLOURS, WORK_STATES } from './domain/work-state.js';
import { StatusReportSchema } from './persistence/status-report.schemas.js';
import { ProjectRef } from './project.shape.js';
import { internalFieldsOf } from './ridac-fields.js';
import { statusReportLines } from './status-report.lines.js';

const moment = (example: string, nullable = true) => ({ type: nullable ? ['string', 'null'] : 'string', format: 'date-time', example });

const SNAPSHOT = {
  type: 'object',
  properties: {
    state: { type: 'string', enum: [...WORK_STATES], example: 'work_in_progress' },
    phase: { type: 'string', enum: [...PROJECT_PHASES], example: 'executing' },
    percentComplete: { type: 'number', example: 37.5 },
    plannedStart: moment('2026-03-02T08:00:00.000Z', false),
    plannedEnd: moment('2026-06-30T17:00:00.000Z'),
    plannedDurationMinutes: { type: 'integer', example: 41280 },
    actualStart: moment('2026-03-02T08:00:00.000Z'),
    actualEnd: moment('2026-07-02T17:00:00.000Z'),
  },
  required: ['state', 'phase', 'percentComplete', 'plannedStart', 'plannedEnd', 'plannedDurationMinutes', 'actualStart', 'actualEnd'],
  additionalProperties: false,
};

const text = (property: string, example: string): Field => value(property, { list: false, example });

export const statusReportShape = recordShape(StatusReportSchema, {
  title: 'StatusReport',
  defaultSort: '-asOn',
  fields: {
    number: value('number', { filter: true, sort: true, search: 'in_place', example: 'PRJSTAT0010001' }),
    name: value('name', { search: 'in_place', example: 'New warehouse 2026-03-02' }),
    project: reference('projectId', ProjectRef, { filter: true }),
    asOn: value('asOn', { filter: true, sort: true, description: 'The status date.' }),
    overallHealth: choice('overallHealth', HEALTH_COLOURS),
    overallHealthComments: text('overallHealthComments', 'On its way.'),
    schedule: choice('schedule', HEALTH_COLOURS),
    scheduleComments: text('scheduleComments', 'The floor is a week late.'),
    cost: choice('cost', HEALTH_COLOURS),
    costComments: text('costComments', 'Within the budget.'),
    resources: choice('resources', HEALTH_COLOURS),
    resourcesComments: text('resourcesComments', 'One electrician is missing.'),
    scope: choice('scope', HEALTH_COLOURS),
    scopeComments: text('scopeComments', 'A second gate is asked for.'),
    executiveSummary: value('executiveSummary', { example: 'The hall stands.' }),
    comments: text('comments', 'The winter was mild.'),
    achievements: text('achievements', 'The roof is closed.'),
    keyActivitiesPlanned: text('keyActivitiesPlanned', 'Laying the floor.'),
    snapshot: value('snapshot', { description: 'How the project stood when the report was made.', schema: SNAPSHOT }),
    createdBy: reference('createdById', PersonRef),
  },
  gathered: statusReportLines,
});

/** What external people read of a status report they see: nothing of what the project costs (BR-021). */
export const EXTERNAL_STATUS_REPORT_FIELDS = [
  'number',
  'name',
  'project',
  'asOn',
  'overallHealth',
  'overallHealthComments',
  'schedule',
  'scheduleComments',
  'resources',
  'resourcesComments',
  'scope',
  'scopeComments',
  'executiveSummary',
  'comments',
  'achievements',
  'keyActivitiesPlanned',
  'snapshot',
  'keyMilestones',
  'flagged',
] as const;

export const INTERNAL_STATUS_REPORT_FIELDS = internalFieldsOf(statusReportShape, EXTERNAL_STATUS_REPORT_FIELDS);
