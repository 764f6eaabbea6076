import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, createTable, dropIndex, flag, json, optional, textKey } from '#libs/persistence';

const STANDARD = '00000000000070008000000000000001';
const WORKDAY = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
];
const WEEK = [[], WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, []];

/** Flows and form layouts as administrators set them; the standard calendar as a row; what follows a calendar is found by it. */
export class FlowsAndCalendars1760000000013 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'flow', { id: textKey(60), active: flag(), fieldMap: optional(json()) });
    await createTable(q, 'form_layout', { id: textKey(40), relatedLists: json(), fields: json() });
    await addIndex(q, 'project', ['calendarId', 'number', 'id']);
    await addIndex(q, 'project_task', ['calendarId', 'id']);
    const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
    await q.query(
      'INSERT INTO working_calendar (id, created_at, updated_at, version, name, time_zone, week, exceptions, work_weeks, imported) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 0)',
      [STANDARD, now, now, 'Standard', 'UTC', JSON.stringify(WEEK), '[]', '[]'],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DELETE FROM working_calendar WHERE id = ?', [STANDARD]);
    await dropIndex(q, 'project_task', ['calendarId', 'id']);
    await dropIndex(q, 'project', ['calendarId', 'number', 'id']);
    for (const table of ['form_layout', 'flow']) await q.dropTable(table);
  }
}
