import { Injectable } from '@nestjs/common';
import { HttpProblem } from '#libs/http';
import { Database, fromDatabase, isDuplicate, toDatabase } from '#libs/persistence';

/** Failures that cost nothing, and the longest wait in seconds. A wait doubles with each further failure. */
const RULES = { name: { free: 5, longest: 60 }, address: { free: 100, longest: 60 } } as const;
const FORGOTTEN_AFTER_MS = 30 * 60_000;
const INSTANT = { kind: 'instant' as const };

/**
 * Makes guessing slow, for a user name and for an address, across all processes. A name that does not exist waits like
 * one that does, and nobody is locked out for good.
 */
@Injectable()
export class SignInDelays {
  constructor(private readonly database: Database) {}

  /** @throws HttpProblem 429 with Retry-After */
  async check(name: string, address: string, now = new Date()): Promise<void> {
    const rows = await this.database.rows<{ next_at: string }>('SELECT next_at FROM sign_in_delay WHERE id IN (?, ?)', [
      nameKey(name),
      addressKey(address),
    ]);
    const until = Math.max(0, ...rows.map(({ next_at }) => (fromDatabase(next_at, INSTANT) as Date).getTime()));
    if (until <= now.getTime()) return;
    const wait = Math.ceil((until - now.getTime()) / 1000);
    throw new HttpProblem(429, 'sign_in_delayed', `Too many failed attempts. Try again in ${wait} s.`, { 'retry-after': String(wait) });
  }

  async failed(name: string, address: string, now = new Date()): Promise<void> {
    await this.count(nameKey(name), RULES.name, now);
    await this.count(addressKey(address), RULES.address, now);
  }

  async succeeded(name: string): Promise<void> {
    const [row] = await this.database.rows('SELECT id FROM sign_in_delay WHERE id = ?', [nameKey(name)]);
    if (row) await this.database.run('DELETE FROM sign_in_delay WHERE id = ?', [nameKey(name)]);
  }

  /** Each failure counts. The first of several at one moment makes the row; the others, who found none, count once more. */
  private async count(id: string, rule: { free: number; longest: number }, now: Date): Promise<void> {
    try {
      await this.countOnce(id, rule, now);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await this.countOnce(id, rule, now);
    }
  }

  private async countOnce(id: string, rule: { free: number; longest: number }, now: Date): Promise<void> {
    await this.database.transaction(async (connection) => {
      const [row] = await connection.rows<{ failures: number; next_at: string }>(
        // Locked, so that failures at one moment are all counted; the embedded database has one writer.
        `SELECT failures, next_at FROM sign_in_delay WHERE id = ?${this.database.dialect === 'mysql' ? ' FOR UPDATE' : ''}`,
        [id],
      );
      const stale = row && (fromDatabase(row.next_at, INSTANT) as Date).getTime() < now.getTime() - FORGOTTEN_AFTER_MS;
      const failures = (row && !stale ? row.failures : 0) + 1;
      const seconds = failures < rule.free ? 0 : Math.min(rule.longest, 2 ** (failures - rule.free));
      const nextAt = toDatabase(new Date(now.getTime() + seconds * 1000), INSTANT);
      if (row) await connection.run('UPDATE sign_in_delay SET failures = ?, next_at = ? WHERE id = ?', [failures, nextAt, id]);
      else await connection.run('INSERT INTO sign_in_delay (id, failures, next_at) VALUES (?, ?, ?)', [id, failures, nextAt]);
    });
  }
}

const nameKey = (name: string): string => `name ${name}`.slice(0, 130);
const addressKey = (address: string): string => `address ${address}`.slice(0, 130);
