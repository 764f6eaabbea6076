import type { AppAbility } from '#libs/authorization';
import { isId, NotFound } from '#libs/kernel';
import { type Connection, fromDatabase } from '#libs/persistence';
import type { PlannedDates, PresentDates } from '../domain/baseline-comparison.js';

/** A task, or the project, as a baseline has it or as it stands. */
export interface Side<D> {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly wbs: string;
  readonly wbsOrder: number;
  readonly dates: D & { readonly percentComplete: number | null };
}

/** What a baseline is compared with. The present of the project's tasks includes those that the baseline does not know. */
export interface BaselineSides {
  readonly calendarId: string | null;
  readonly project: { readonly baseline: Side<PlannedDates>; readonly current: Side<PresentDates> };
  readonly tasks: { readonly baseline: readonly Side<PlannedDates>[]; readonly current: readonly Side<PresentDates>[] };
}

interface Row {
  readonly side: number;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly wbs: string;
  readonly wbs_order: number;
  readonly planned_start: string;
  readonly planned_end: string | null;
  readonly planned_duration_minutes: number;
  readonly percent_complete: number | null;
  readonly actual_start: string | null;
  readonly actual_end: string | null;
  readonly calendar_id: string | null;
}

const SPAN = 'planned_start, planned_end, planned_duration_minutes'.split(', ');
const of = (alias: string, columns: readonly string[]): string => columns.map((name) => `${alias}.${name}`).join(', ');

/**
 * Both sides in one statement, so that they belong to one moment.
 * @throws NotFound when the caller may not see the baseline
 */
export async function sidesOf(connection: Connection, ability: AppAbility, key: string): Promise<BaselineSides> {
  if (!isId(key)) throw new NotFound();
  const rule = ability.where('read', 'ProjectBaseline', 't');
  const rows = await connection.rows<Row>(
    `WITH b AS (SELECT t.id, t.project_id, ${of('t', SPAN)} FROM project_baseline t WHERE t.id = ? AND ${rule.sql})
     SELECT 0 AS side, p.id, p.number, p.name, '' AS wbs, 0 AS wbs_order, ${of('b', SPAN)}, NULL AS percent_complete,
       NULL AS actual_start, NULL AS actual_end, p.calendar_id FROM b JOIN project p ON p.id = b.project_id
     UNION ALL SELECT 1, p.id, p.number, p.name, '', 0, ${of('p', SPAN)}, p.percent_complete,
       p.actual_start, p.actual_end, p.calendar_id FROM b JOIN project p ON p.id = b.project_id
     UNION ALL SELECT 2, s.task_id, s.number, s.short_description, s.wbs, s.wbs_order, ${of('s', SPAN)}, s.percent_complete,
       NULL, NULL, NULL FROM b JOIN baseline_task s ON s.baseline_id = b.id
     UNION ALL SELECT 3, t.id, t.number, t.short_description, t.wbs, t.wbs_order, ${of('t', SPAN)}, t.percent_complete,
       t.actual_start, t.actual_end, NULL FROM b JOIN project_task t ON t.project_id = b.project_id`,
    [key, ...rule.params],
  );
  const on = (side: number): Row[] => rows.filter((row) => Number(row.side) === side);
  const [[baseline], [current]] = [on(0), on(1)];
  if (!baseline || !current) throw new NotFound();
  return {
    calendarId: current.calendar_id,
    project: { baseline: toSide(baseline), current: toSide(current) },
    tasks: { baseline: on(2).map(toSide), current: on(3).map(toSide) },
  };
}

const moment = (stored: string | null): Date | null => fromDatabase(stored, { kind: 'instant' }) as Date | null;

const toSide = (row: Row): Side<PresentDates> => ({
  id: row.id,
  number: row.number,
  name: row.name,
  wbs: row.wbs,
  wbsOrder: Number(row.wbs_order),
  dates: {
    plannedStart: moment(row.planned_start)!,
    plannedEnd: moment(row.planned_end),
    plannedDurationMinutes: Number(row.planned_duration_minutes),
    percentComplete: row.percent_complete === null ? null : Number(row.percent_complete),
    actualStart: moment(row.actual_start),
    actualEnd: moment(row.actual_end),
  },
});
