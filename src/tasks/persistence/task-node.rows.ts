import { type Connection, fromDatabase, type Transaction, tableOf, toDatabase } from '#libs/persistence';
import { NODE_FIELDS, type NodeChange, type TaskNode } from '../domain/task-tree.js';
import { ProjectTaskSchema } from './project-task.schema.js';

/** Where a task stands is derived; that it moved up or down is no change of the record itself. */
const PLACE: readonly string[] = ['position', 'wbs', 'wbsOrder'];
const ROWS_A_STATEMENT = 40;

const table = tableOf(ProjectTaskSchema);
const columnOf = (field: string): string => `\`${table.columns.get(field)!.name}\``;
const SELECT = `SELECT ${NODE_FIELDS.map((field) => `t.${columnOf(field)}`).join(', ')} FROM project_task t`;

function toNode(row: Record<string, unknown>): TaskNode {
  const node: Record<string, unknown> = {};
  for (const field of NODE_FIELDS) {
    const { name, column } = table.columns.get(field)!;
    node[field] = fromDatabase(row[name], column);
  }
  return node as unknown as TaskNode;
}

/** All tasks of a project, from top to bottom. */
export async function wholeTree(connection: Connection, projectId: string): Promise<TaskNode[]> {
  const rows = await connection.rows(`${SELECT} WHERE t.project_id = ? ORDER BY t.wbs_order`, [projectId]);
  return rows.map(toNode);
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
 * fields meanwhile; the version rises with the figures, not with the place.
 */
export async function writeNodes(tx: Transaction<any>, changes: readonly NodeChange[]): Promise<void> {
  const fields = NODE_FIELDS.filter((field) => changes.some((change) => differs(change, field)));
  const figures = changes.filter((change) => fields.some((field) => !PLACE.includes(field) && differs(change, field)));
  const places = changes.filter((change) => !figures.includes(change));
  await writeAll(tx, figures, fields, true);
  await writeAll(
    tx,
    places,
    fields.filter((field) => PLACE.includes(field)),
    false,
  );
}

async function writeAll(tx: Transaction<any>, changes: readonly NodeChange[], fields: readonly (keyof TaskNode)[], counts: boolean) {
  for (let from = 0; from < changes.length; from += ROWS_A_STATEMENT) {
    const some = changes.slice(from, from + ROWS_A_STATEMENT);
    const params: unknown[] = [];
    const sets = fields.map((field) => setOf(some, field, params));
    if (counts) {
      sets.push('version = version + 1', 'updated_at = ?');
      params.push(toDatabase(tx.now, { kind: 'instant' }));
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
