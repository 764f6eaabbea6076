import { type Connection, fromDatabase, toDatabase } from '#libs/persistence';

/** A resolved case that waits for its customer side. */
export interface WaitingCase {
  readonly id: string;
  readonly resolvedAt: Date;
}

const INSTANT = { kind: 'instant' } as const;

/** The cases that were resolved until then and still are, the longest waiting first, some of them; then those after one of them. */
export async function waitingCases(connection: Connection, until: Date, after: WaitingCase | null, most: number): Promise<WaitingCase[]> {
  const beyond = after ? ' AND (c.resolved_at > ? OR (c.resolved_at = ? AND c.id > ?))' : '';
  const since = after ? [toDatabase(after.resolvedAt, INSTANT), toDatabase(after.resolvedAt, INSTANT), after.id] : [];
  const rows = await connection.rows<{ id: string; resolved_at: string }>(
    `SELECT c.id, c.resolved_at FROM service_case c WHERE c.state = 'resolved' AND c.resolved_at <= ?${beyond} ORDER BY c.resolved_at, c.id LIMIT ${most}`,
    [toDatabase(until, INSTANT), ...since],
  );
  return rows.map(({ id, resolved_at }) => ({ id, resolvedAt: fromDatabase(resolved_at, INSTANT) as Date }));
}
