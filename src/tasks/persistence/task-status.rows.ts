import { setImmediate as letOthersIn } from 'node:timers/promises';
import type { SqlText } from '#libs/authorization';
import { type Connection, rowsIn, type Transaction, tableOf, toDatabase } from '#libs/persistence';
import { toState } from '#libs/records';
import { WorkingCalendarSchema, type WorkingCalendarState } from '../../administration/index.js';
import { CLOSED_TASK_STATES, TASK_STATES, TASK_STATUSES, type TaskStatus } from '../domain/task-state.js';

/** Rows a transaction: none runs long, and requests come in between. */
const A_BATCH = 250;
const IDS_A_STATEMENT = 200;

const OPEN_STATES = TASK_STATES.filter((state) => !(CLOSED_TASK_STATES as readonly string[]).includes(state));
const OPEN = `t.state IN (${OPEN_STATES.map((state) => `'${state}'`).join(', ')}) AND t.override_status = 0`;

/** Planned ends that have one status; without a bound the range is open on that side. */
export interface EndRange {
  readonly status: TaskStatus;
  readonly from?: Date;
  readonly after?: Date;
  readonly before?: Date;
  readonly to?: Date;
}

const OPERATORS = { from: '>=', after: '>', before: '<', to: '<=' } as const;

function within(range: EndRange): SqlText {
  const bounds = (['from', 'after', 'before', 'to'] as const).filter((name) => range[name] !== undefined);
  return {
    sql: bounds.map((name) => ` AND t.planned_end ${OPERATORS[name]} ?`).join(''),
    params: bounds.map((name) => toDatabase(range[name], { kind: 'instant' })),
  };
}

/** Runs a piece of work in a transaction of its own. */
export type InTransaction = (work: (tx: Transaction<any>) => Promise<number>) => Promise<number>;

/**
 * BR-136. Gives the open tasks whose planned end lies in the range their status, where they have another one: each old
 * status is looked for by itself, so that an index finds just those that change. No version rises, and nothing is told.
 * @param calendarIds only tasks of projects with these calendars, null among them for those without one; all when left out
 */
export async function colourTasks(
  connection: Connection,
  inTransaction: InTransaction,
  range: EndRange,
  calendarIds: readonly (string | null)[] | undefined,
  signal: AbortSignal,
): Promise<number> {
  let changed = 0;
  const ends = within(range);
  for (const projects of projectsWith(calendarIds))
    for (const old of [null, ...TASK_STATUSES.filter((status) => status !== range.status)]) {
      const had = old === null ? 't.status IS NULL' : `t.status = '${old}'`;
      const wrong = { sql: `${OPEN} AND ${had}${ends.sql}`, params: ends.params };
      for (let found = A_BATCH; found === A_BATCH && !signal.aborted; ) {
        const ids = await idsOf(connection, wrong, projects);
        found = ids.length;
        if (found) changed += await inTransaction((tx) => setStatus(tx, ids, range.status, wrong));
        // The embedded database works without ever waiting for anything.
        await letOthersIn();
      }
    }
  return changed;
}

async function idsOf(connection: Connection, wrong: SqlText, projects: SqlText): Promise<string[]> {
  const rows = await connection.rows<{ id: string }>(
    `SELECT t.id FROM project_task t${projects.sql && ' JOIN project p ON p.id = t.project_id'} WHERE ${wrong.sql}${projects.sql} LIMIT ${A_BATCH}`,
    [...wrong.params, ...projects.params],
  );
  return rows.map(({ id }) => id);
}

/** Asks once more: somebody may have changed a task meanwhile. */
function setStatus(tx: Transaction<any>, ids: readonly string[], status: TaskStatus, wrong: SqlText): Promise<number> {
  return tx.run(`UPDATE project_task SET status = ? WHERE id IN (${ids.map(() => '?').join(', ')}) AND ${wrong.sql.replaceAll('t.', '')}`, [
    status,
    ...ids,
    ...wrong.params,
  ]);
}

function projectsWith(calendarIds: readonly (string | null)[] | undefined): SqlText[] {
  if (!calendarIds) return [{ sql: '', params: [] }];
  const ids = calendarIds.filter((id) => id !== null);
  const some: SqlText[] = calendarIds.includes(null) ? [{ sql: ' AND p.calendar_id IS NULL', params: [] }] : [];
  for (let from = 0; from < ids.length; from += IDS_A_STATEMENT) {
    const params = ids.slice(from, from + IDS_A_STATEMENT);
    some.push({ sql: ` AND p.calendar_id IN (${params.map(() => '?').join(', ')})`, params });
  }
  return some;
}

/** The calendars that projects follow, by id; null for one that there is no more. */
export async function projectCalendars(connection: Connection): Promise<Map<string, WorkingCalendarState | null>> {
  const used = await connection.rows<{ id: string }>('SELECT DISTINCT p.calendar_id AS id FROM project p WHERE p.calendar_id IS NOT NULL');
  const ids = used.map(({ id }) => id);
  const rows = await rowsIn(connection, 'SELECT c.* FROM working_calendar c WHERE c.id IN (:values)', ids);
  const found = new Map(rows.map((row) => [String(row.id), toState<WorkingCalendarState>(tableOf(WorkingCalendarSchema), row)]));
  return new Map(ids.map((id) => [id, found.get(id) ?? null]));
}
