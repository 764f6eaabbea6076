import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type AuditEntry, AuditEntrySchema } from '#libs/activity';
import { type Database, fromDatabase, tableOf, toDatabase } from '#libs/persistence';
import { type Command, moment } from '../command.js';
import { withProgram } from '../program.js';
import type { Stream } from '../terminal.js';

const PAGE = 1000;

export const auditExport: Command = {
  name: 'audit export',
  summary: 'Writes the audit log, oldest entry first, one JSON object a line',
  options: {
    from: { value: 'TIME', help: 'from this date or time on (UTC)' },
    to: { value: 'TIME', help: 'before this date or time (UTC)' },
    out: { value: 'FILE', help: 'into this file; without it to standard output' },
  },
  run: async (call) => {
    // Read before the database is opened: wrong use touches nothing.
    const [from, to] = [moment(call, 'from') ?? new Date(0), moment(call, 'to') ?? new Date('9999-12-31')];
    const path = call.text('out');
    await withProgram(call, async ({ database }) => {
      if (path === undefined) return void (await writeEntries(database, from, to, call.terminal.out));
      // A log already exported is not written over.
      const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      const written = finished(file);
      const count = await Promise.race([writeEntries(database, from, to, file), written.then(() => 0)]);
      file.end();
      await written;
      call.terminal.err.write(`${count} entries written to ${path}.\n`);
    });
  },
};

/** In pages, so that a log of any length needs little memory. */
async function writeEntries(database: Database, from: Date, to: Date, stream: Stream): Promise<number> {
  const { columns } = tableOf(AuditEntrySchema);
  const instant = (moment: Date) => toDatabase(moment, { kind: 'instant' });
  let after: readonly [unknown, string] = [instant(from), ''];
  for (let count = 0; ; ) {
    const rows = await database.rows<{ at: string; id: string }>(
      `SELECT * FROM audit_entry WHERE (at > ? OR (at = ? AND id > ?)) AND at < ? ORDER BY at, id LIMIT ${PAGE}`,
      [after[0], ...after, instant(to)],
    );
    for (const row of rows) {
      const entry = [...columns].map(([property, { name, column }]) => [property, fromDatabase(row[name as 'id'], column)]);
      stream.write(`${JSON.stringify(Object.fromEntries(entry) as AuditEntry)}\n`);
    }
    count += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return count;
    after = [last.at, last.id];
  }
}
