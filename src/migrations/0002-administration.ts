import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, instant, integer, json, key, text, textKey } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

export class Administration1760000000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'plugin', { id: textKey(60), active: flag() });
    await createTable(
      q,
      'access_control',
      { id: key(), tableName: text(60), role: text(100), operation: text(10), enabled: flag() },
      { unique: [['tableName', 'role', 'operation']] },
    );
    await createTable(q, 'property', { id: textKey(120), value: json() });
    await createTable(
      q,
      'working_calendar',
      { ...record, name: text(200), timeZone: text(60), week: json(), exceptions: json(), workWeeks: json(), imported: flag(false) },
      { index: [['imported', 'name', 'id']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['working_calendar', 'property', 'access_control', 'plugin']) await q.dropTable(table);
  }
}
