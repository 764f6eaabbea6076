import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addFullText,
  createTable,
  dropFullText,
  fillSearchIndex,
  indexedText,
  longText,
  looseReference,
  type SearchEntry,
  serial,
  tagOf,
  text,
} from '#libs/persistence';

const TITLED = ['number', 'shortDescription', 'description'];

/** The texts that can be searched, of the tables that were there before the index. */
const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  person: ['number', 'name', 'userName', 'email'],
  working_calendar: ['name'],
  account: ['number', 'name'],
  account_relationship_type: ['name'],
  asset: ['assetTag', 'name', 'serialNumber'],
  project: ['number', 'name', 'description'],
  project_change_request: TITLED,
  project_issue: TITLED,
  project_risk: TITLED,
  project_decision: TITLED,
  project_action: TITLED,
  project_task: TITLED,
  project_template: ['name', 'description'],
  template_task: ['shortDescription', 'description'],
  checklist_item: ['text'],
  service_case: TITLED,
  case_task: TITLED,
  work_order: TITLED,
};

/** ADR 11. The index of texts, with what can be found in the rows there are. */
export class Search1760000000017 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // A server database cannot take a table back when filling it was interrupted; then it is made anew.
    await q.dropTable('search_entry', true);
    await createTable(
      q,
      'search_entry',
      { id: serial(), recordId: looseReference(), audience: text(12), text: longText() },
      { index: [['recordId', 'audience']] },
    );
    const connection = {
      rows: <R>(sql: string, params: readonly unknown[] = []): Promise<R[]> => q.query(sql, [...params]),
      run: (sql: string, params: readonly unknown[] = []): Promise<number> => q.query(sql, [...params]),
    };
    for (const [table, properties] of Object.entries(SEARCHED)) await fillSearchIndex(connection, table, properties);
    await fillSearchIndex(connection, 'activity_entry', ['recordType', 'recordId', 'kind', 'text'], streamEntry);
    await addFullText(q, 'search_entry', 'text');
  }

  async down(q: QueryRunner): Promise<void> {
    await dropFullText(q, 'search_entry', 'text');
    await q.dropTable('search_entry');
  }
}

function streamEntry(row: Readonly<Record<string, unknown>>): SearchEntry | null {
  const { kind } = row;
  if (kind !== 'comment' && kind !== 'work_note') return null;
  return { recordId: String(row.recordId), audience: kind, text: indexedText([[tagOf(String(row.recordType), kind), row.text]]) };
}
