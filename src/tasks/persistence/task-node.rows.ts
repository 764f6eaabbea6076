import type { WorkingCalendar } from '#libs/kernel';
import { type Connection, fromDatabase, type Transaction, tableOf, toDatabase } from '#libs/persistence';
import type { ScheduleLink } from '../domain/project-task-state.js';
import { DERIVED_FIELDS, NODE_FIELDS, type NodeChange, type TaskNode, TaskTree } from '../domain/task-tree.js';
import { ProjectTaskSchema, TaskDependencySchema } from './project-task.schema.js';

const ROWS_A_STATEMENT = 100;

const table = tableOf(ProjectTaskSchema);
const columnOf = (field: string): string => `\`${table.columns.get(field)!.name}\``;
const NODE_COLUMNS = NODE_FIELDS.map((field) => `t.${columnOf(field)}`).join(', ');
const SELECT = `SELECT ${NODE_COLUMNS} FROM project_task t`;

function toNode(row: Record<string, unknown>): TaskNode {
  const node: Record<string, unknown> = {};
  for (const field of NODE_FIELDS) {
    const { name, column } = table.columns.get(field)!;
    node[field] = fromDatabase(row[name], column);
  }
  return node as unknown as TaskNode;
}

const LINK_FIELDS = ['predecessorId', 'successorId', 'type', 'lagMinutes', 'lagElapsedMinutes', 'lagPercent'] as const;
const links = tableOf(TaskDependencySchema);
const LINK_COLUMNS = LINK_FIELDS.map((field) => `d.\`${links.columns.get(field)!.name}\``).join(', ');

/**
 * All tasks of a project, from top to bottom, with what waits for what: one statement.
 * @param names is given what the tasks are called
 */
export async function wholeTree(
  connection: Connection,
  projectId: string,
  calendar: WorkingCalendar,
  names?: Map<string, string>,
): Promise<TaskTree> {
  const rows = await connection.rows<Record<string, unknown>>(
    `SELECT ${NODE_COLUMNS}, ${names ? 't.short_description, ' : ''}${LINK_COLUMNS}, pl.start_from FROM project_task t LEFT JOIN project_plan pl ON pl.id = t.project_id
     LEFT JOIN task_dependency d ON d.successor_id = t.id WHERE t.project_id = ? ORDER BY t.wbs_order`,
    [projectId],
  );
  const nodes = new Map<unknown, TaskNode>();
  const found: ScheduleLink[] = [];
  for (const row of rows) {
    if (!nodes.has(row.id)) {
      nodes.set(row.id, toNode(row));
      names?.set(String(row.id), String(row.short_description));
    }
    if (row.predecessor_id !== null) found.push(toLink(row));
  }
  const start = rows[0]?.start_from ?? null;
  return new TaskTree([...nodes.values()], calendar, found, fromDatabase(start, { kind: 'instant' }) as Date | null);
}

function toLink(row: Record<string, unknown>): ScheduleLink {
  const entries = LINK_FIELDS.map((field) => {
    const { name, column } = links.columns.get(field)!;
    return [field, fromDatabase(row[name], column)];
  });
  return Object.fromEntries(entries) as ScheduleLink;
}

/**
 * The tasks that one task's figures and place depend on: those above it, and the children of all of them and of itself;
 * and the last task of the project's order.
 * @param taskId null for the top tasks of the project alone
 */
export async function familyOf(connection: Connection, projectId: string, taskId: string | null): Promise<TaskNode[]> {
  const last = 't.wbs_order = (SELECT MAX(l.wbs_order) FROM project_task l WHERE l.project_id = t.project_id)';
  if (taskId === null) {
    const top = await connection.rows(`${SELECT} WHERE t.project_id = ? AND (t.parent_id IS NULL OR ${last}) ORDER BY t.wbs_order`, [
      projectId,
    ]);
    return top.map(toNode);
  }
  const rows = await connection.rows(
    `WITH RECURSIVE path (id, parent_id) AS (
       SELECT s.id, s.parent_id FROM project_task s WHERE s.id = ?
       UNION ALL SELECT p.id, p.parent_id FROM project_task p JOIN path ON p.id = path.parent_id)
     ${SELECT} WHERE t.project_id = ? AND (t.parent_id IS NULL OR t.parent_id IN (SELECT path.id FROM path) OR ${last})
     ORDER BY t.wbs_order`,
    [taskId, projectId],
  );
  return rows.map(toNode);
}

/**
 * Writes what has changed of several tasks, many to a statement. The plan must be held, so that nobody else writes these
 * fields meanwhile; the version rises with the figures, not with what is derived.
 */
export async function writeNodes(tx: Transaction<any>, changes: readonly NodeChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += ROWS_A_STATEMENT) {
    const some = changes.slice(from, from + ROWS_A_STATEMENT);
    const fields = NODE_FIELDS.filter((field) => some.some((change) => differs(change, field)));
    const figures = some.filter((change) => fields.some((field) => !DERIVED_FIELDS.includes(field) && differs(change, field)));
    const params: unknown[] = [];
    const sets = fields.map((field) => setOf(some, field, params));
    if (figures.length) {
      const ids = figures.map(({ after }) => after.id);
      const among = `id IN (${ids.map(() => '?').join(', ')})`;
      sets.push(
        `version = CASE WHEN ${among} THEN version + 1 ELSE version END`,
        `updated_at = CASE WHEN ${among} THEN ? ELSE updated_at END`,
      );
      params.push(...ids, ...ids, toDatabase(tx.now, { kind: 'instant' }));
    }
    params.push(...some.map(({ after }) => after.id));
    await tx.run(`UPDATE project_task SET ${sets.join(', ')} WHERE id IN (${some.map(() => '?').join(', ')})`, params);
  }
}

function setOf(changes: readonly NodeChange[], field: keyof TaskNode, params: unknown[]): string {
  const { column } = table.columns.get(field)!;
  const name = columnOf(field);
  if (changes.length === 1) {
    params.push(toDatabase(changes[0]!.after[field], column));
    return `${name} = ?`;
  }
  for (const { after } of changes) params.push(after.id, toDatabase(after[field], column));
  return `${name} = CASE id ${changes.map(() => 'WHEN ? THEN ?').join(' ')} ELSE ${name} END`;
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
const differs = ({ before, after }: NodeChange, field: keyof TaskNode): boolean => plain(before[field]) !== plain(after[field]);
