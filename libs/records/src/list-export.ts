import type { Caller } from '#libs/authorization';
import { csvLine } from './csv.js';
import type { RawQuery } from './list-query.js';
import { badParameter } from './parameters.js';
import type { RecordReader } from './record-reader.js';
import { type RecordShape, visibleFields, visibleGathered } from './record-shape.js';
import type { RecordJson } from './select-plan.js';

/** A column of the file: a field, or what is shown of the record that a reference names. */
interface CsvColumn {
  readonly title: string;
  of(record: RecordJson): unknown;
}

/** Parameters of a page; a file is no page. */
const PAGING = ['limit', 'cursor', 'total'];

/**
 * A whole list as CSV: the rows that the list's own query gives the caller, with the fields that the caller may read
 * (decision 14). Read page by page as it is taken, so that a list of any length needs little memory; the first page is
 * read at once.
 * @param raw filters, sort and q, as the list takes them
 * @throws Invalid for what the list would refuse, before anything is written
 */
export async function csvOf(reader: RecordReader, caller: Caller, shape: RecordShape, raw: RawQuery): Promise<AsyncIterable<string>> {
  const paging = PAGING.find((name) => name in raw);
  if (paging !== undefined) throw badParameter(paging, 'is not one that an export knows');
  const columns = columnsFor(shape, caller);
  const pages = reader.pages(caller, shape, raw);
  const first = await pages.next();
  return lines(columns, first.done ? [] : first.value, pages);
}

async function* lines(
  columns: readonly CsvColumn[],
  first: readonly RecordJson[],
  rest: AsyncIterable<RecordJson[]>,
): AsyncIterable<string> {
  yield csvLine(columns.map(({ title }) => title)) + written(columns, first);
  for await (const records of rest) yield written(columns, records);
}

const written = (columns: readonly CsvColumn[], records: readonly RecordJson[]): string =>
  records.map((record) => csvLine(columns.map((column) => column.of(record)))).join('');

function columnsFor(shape: RecordShape, caller: Caller): CsvColumn[] {
  const readable = caller.ability.fieldsFor('read', shape.subject);
  const fields = visibleFields(shape, readable, true).flatMap((name): CsvColumn[] => {
    const field = shape.fields.get(name)!;
    if (field.kind !== 'reference') return [{ title: name, of: (record) => record[name] }];
    return Object.keys(field.target.shown)
      .filter((part) => part !== 'kind')
      .map((part) => ({ title: `${name}.${part}`, of: (record) => (record[name] as RecordJson | null | undefined)?.[part] }));
  });
  const gathered = visibleGathered(shape, readable, true).map((name) => ({ title: name, of: (record: RecordJson) => record[name] }));
  return [...fields, ...gathered];
}
