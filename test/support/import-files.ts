import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Database } from '#libs/persistence';

/** A folder for the files of a test. */
export class ImportFolder {
  private constructor(readonly path: string) {}

  static async make(): Promise<ImportFolder> {
    return new ImportFolder(await mkdtemp(join(tmpdir(), 'quayside-import-')));
  }

  async file(name: string, content: string | Buffer): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, content);
    return path;
  }

  /** A gzip file that ends too early. */
  cutOff(name: string, content: string): Promise<string> {
    const whole = gzipSync(content);
    return this.file(name, whole.subarray(0, whole.length - 10));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

/** All that an import may write. Counters move on when numbers are taken, and gaps are allowed. */
const TABLES = [
  ...['person', 'person_role', 'credential', 'user_group', 'group_member', 'account', 'contact_relationship'],
  ...['project', 'project_plan', 'project_task', 'task_dependency', 'service_case', 'activity_entry', 'audit_entry', 'outbox_message'],
];

/** A sum over every row of every table that an import may write: the same as long as nothing has changed. */
export async function contentOf(database: Database): Promise<string> {
  const sum = createHash('sha256');
  for (const table of TABLES) {
    const rows = await database.rows(`SELECT * FROM ${table}`);
    const lines = rows.map((row) => JSON.stringify(row)).sort();
    sum.update(`${table} ${rows.length}\n${lines.join('\n')}`);
  }
  return sum.digest('hex');
}

export async function countOf(database: Database, table: string): Promise<number> {
  const [row] = await database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row!.n);
}

/** Where the sample data are; tests that read them are skipped where they are absent. */
export const SAMPLES = process.env.SAMPLE_DATA ?? '../shared/data';
