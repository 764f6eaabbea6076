import { choice, PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { WorkingCalendarRef } from '../administration/index.js';
import { AccountRef } from '../customers/index.js';
import { CALCULATIONS, PRIORITIES, PROJECT_PHASES } from './domain/project-state.js';
import { HEALTH_COLOURS, WORK_STATES } from './domain/work-state.js';
import { ProjectSchema } from './persistence/project.schema.js';

/** How a project is named in other records: null for whoever may not see it (decision 31). */
export const ProjectRef: ReferenceTarget = { table: 'project', shown: { number: 'number', name: 'name' }, guard: 'Project' };

export const projectShape = recordShape(ProjectSchema, {
  title: 'Project',
  defaultSort: 'number',
  fields: {
    number: value('number', { filter: true, sort: true, search: true, example: 'PRJ0010001' }),
    name: value('name', { sort: true, search: true, example: 'New warehouse' }),
    account: reference('accountId', AccountRef, { filter: true }),
    parent: reference('parentId', ProjectRef, { filter: true, description: 'The project that this one is a sub project of.' }),
    projectManager: reference('projectManagerId', PersonRef, { filter: true }),
    priority: choice('priority', PRIORITIES),
    state: choice('state', WORK_STATES, { filter: true, sort: true }),
    phase: choice('phase', PROJECT_PHASES, { filter: true, description: 'Independent of the state.' }),
    status: choice('status', HEALTH_COLOURS, { filter: true, description: 'The overall health in the newest status report.' }),
    calculation: choice('calculation', CALCULATIONS, { description: 'Whether dates follow from the tasks or are set by hand.' }),
    calendar: reference('calendarId', WorkingCalendarRef, {
      filter: true,
      list: false,
      description: 'When work is done; null for the standard calendar.',
    }),
    percentComplete: value('percentComplete', { example: 37.5, description: 'Rolled up from the tasks by planned duration.' }),
    description: value('description', { list: false, search: true, example: 'Move the spare parts to the new hall.' }),
    approvedStart: value('approvedStart'),
    approvedEnd: value('approvedEnd'),
    plannedStart: value('plannedStart', { sort: true }),
    plannedEnd: value('plannedEnd', { sort: true }),
    plannedDurationMinutes: value('plannedDurationMinutes', { example: 1440 }),
    actualStart: value('actualStart'),
    actualEnd: value('actualEnd'),
    actualDurationMinutes: value('actualDurationMinutes', {
      description: 'Working minutes from actual start to actual end, once all tasks are complete.',
      example: 1440,
    }),
  },
});

/** What external people read of a project they see (the portal's form, section 4). */
export const EXTERNAL_PROJECT_FIELDS = [
  'number',
  'name',
  'account',
  'parent',
  'projectManager',
  'state',
  'phase',
  'status',
  'percentComplete',
  'description',
  'plannedStart',
  'plannedEnd',
  'plannedDurationMinutes',
  'actualStart',
  'actualEnd',
] as const;

/** The fields whose history external people must not read. */
export const INTERNAL_PROJECT_FIELDS: ReadonlySet<string> = new Set(
  [...projectShape.fields.keys()].filter((name) => !(EXTERNAL_PROJECT_FIELDS as readonly string[]).includes(name)),
);
