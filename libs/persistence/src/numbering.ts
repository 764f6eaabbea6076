import type { Connection, Database, Dialect } from './database.js';

/** How many numbers a process takes at a time on a server database. What it does not use is a gap. */
const BLOCK = 20;

/** The prefixes of record numbers, with the first number of each. Unique, never reused, gaps allowed. */
export const NUMBER_PREFIXES = {
  ACCT: 1,
  CNT: 1,
  CSMR: 1,
  PRJ: 10001,
  PRJTASK: 10001,
  CS: 1001,
  CSTASK: 1001,
  ISU: 10001,
  PRJCR: 10001,
  RISK: 10001,
  DCSN: 10001,
  PRJACT: 10001,
  PRJSTAT: 10001,
  WO: 10001,
  WOT: 10001,
  APPT: 10001,
} as const;

export type NumberPrefix = keyof typeof NUMBER_PREFIXES;

const written = (prefix: NumberPrefix, value: number): string => `${prefix}${String(value).padStart(7, '0')}`;

/**
 * Record numbers from counter rows. On a server database a block is taken in a short transaction of its own, so that
 * two writers never wait for each other over a number; the embedded database has one writer and counts inside it.
 */
export class Numbering {
  private readonly blocks = new Map<NumberPrefix, { next: number; end: number }>();
  private readonly refills = new Map<NumberPrefix, Promise<void>>();

  constructor(private readonly database: Database) {}

  async next(connection: Connection, prefix: NumberPrefix): Promise<string> {
    return (await this.take(connection, prefix, 1))[0]!;
  }

  /** Several numbers in a row, for imports. */
  async take(connection: Connection, prefix: NumberPrefix, count: number): Promise<string[]> {
    if (this.database.dialect === 'sqlite' || count > BLOCK) {
      const first = await advance(connection, this.database.dialect, prefix, count);
      return Array.from({ length: count }, (_, i) => written(prefix, first + i));
    }
    const numbers: string[] = [];
    while (numbers.length < count) {
      const block = this.blocks.get(prefix);
      if (block && block.next < block.end) numbers.push(written(prefix, block.next++));
      else await this.refill(prefix);
    }
    return numbers;
  }

  private refill(prefix: NumberPrefix): Promise<void> {
    const running = this.refills.get(prefix);
    if (running) return running;
    const refill = this.database
      .aside((connection) => advance(connection, this.database.dialect, prefix, BLOCK))
      .then((next) => void this.blocks.set(prefix, { next, end: next + BLOCK }))
      .finally(() => this.refills.delete(prefix));
    this.refills.set(prefix, refill);
    return refill;
  }
}

/** Moves a counter on and answers where it stood. The UPDATE holds the row until the transaction ends. */
async function advance(connection: Connection, dialect: Dialect, prefix: NumberPrefix, count: number): Promise<number> {
  const moved = 'UPDATE number_counter SET next_value = next_value + ? WHERE id = ?';
  const read = dialect === 'sqlite' ? `${moved} RETURNING next_value` : 'SELECT next_value FROM number_counter WHERE id = ?';
  if (dialect !== 'sqlite') await connection.run(moved, [count, prefix]);
  const [row] = await connection.rows<{ next_value: number }>(read, dialect === 'sqlite' ? [count, prefix] : [prefix]);
  if (!row) throw new Error(`there is no counter for ${prefix}`);
  return Number(row.next_value) - count;
}
