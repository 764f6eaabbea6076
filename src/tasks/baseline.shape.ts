import { isoInstant } from '#libs/persistence';
import { type Gathered, PersonRef, recordShape, reference, value } from '#libs/records';
import { ProjectRef } from '../projects/index.js';
import { ProjectBaselineSchema } from './persistence/baseline.schemas.js';

const moment = (example: string) => ({ type: 'string', format: 'date-time', example });

const TASK = {
  id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b', description: 'Of the task, which may have been deleted since.' },
  number: { type: 'string', example: 'PRJTASK0010001' },
  wbs: { type: 'string', example: '1.2' },
  shortDescription: { type: 'string', example: 'Lay the floor' },
  plannedStart: moment('2026-03-02T08:00:00.000Z'),
  plannedEnd: moment('2026-03-02T17:00:00.000Z'),
  plannedDurationMinutes: { type: 'integer', example: 480 },
  percentComplete: { type: 'number', example: 37.5 },
};

interface TaskRow {
  readonly baseline_id: string;
  readonly task_id: string;
  readonly number: string;
  readonly wbs: string;
  readonly short_description: string;
  readonly planned_start: string;
  readonly planned_end: string;
  readonly planned_duration_minutes: number;
  readonly percent_complete: number;
}

/** Whoever sees a baseline sees all its tasks: only those see it who see all tasks of the project. */
const tasks: Gathered = {
  fields: {
    tasks: {
      list: false,
      schema: {
        type: 'array',
        description: 'From top to bottom, as they were planned when the baseline was made.',
        items: { type: 'object', properties: TASK, required: Object.keys(TASK), additionalProperties: false },
      },
    },
  },
  async read(connection, ids) {
    const rows = await connection.rows<TaskRow>(
      `SELECT s.* FROM baseline_task s WHERE s.baseline_id IN (${ids.map(() => '?').join(', ')}) ORDER BY s.wbs_order, s.task_id`,
      ids,
    );
    return new Map(ids.map((id) => [id, { tasks: rows.filter(({ baseline_id }) => baseline_id === id).map(shown) }]));
  },
};

const shown = (row: TaskRow) => ({
  id: row.task_id,
  number: row.number,
  wbs: row.wbs,
  shortDescription: row.short_description,
  plannedStart: isoInstant(row.planned_start),
  plannedEnd: isoInstant(row.planned_end),
  plannedDurationMinutes: Number(row.planned_duration_minutes),
  percentComplete: Number(row.percent_complete),
});

export const baselineShape = recordShape(ProjectBaselineSchema, {
  title: 'Baseline',
  defaultSort: '-createdAt',
  fields: {
    project: reference('projectId', ProjectRef),
    name: value('name', { sort: true, search: 'in_place', example: 'As agreed' }),
    createdBy: reference('createdById', PersonRef),
    plannedStart: value('plannedStart', { description: 'Of the project, when the baseline was made.' }),
    plannedEnd: value('plannedEnd', { example: '2026-06-30T17:00:00.000Z' }),
    plannedDurationMinutes: value('plannedDurationMinutes', { example: 41280 }),
    taskCount: value('taskCount', { example: 86 }),
  },
  gathered: tasks,
});
