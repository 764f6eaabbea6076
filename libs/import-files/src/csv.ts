import { type CsvRecord, CsvRecords } from './csv-records.js';
import { CsvSyntaxError } from './csv-syntax-error.js';
import { ImportFileError } from './import-file-error.js';
import { quoteValue } from './refusal.js';
import { readText, type TextLimits } from './text-source.js';

export interface CsvOptions extends TextLimits {
  /** Columns the file must have; others may be there and are read too. */
  readonly required: readonly string[];
}

/** A row: its cells by the name of their column, or why it cannot be read. */
export type CsvRow =
  | { readonly line: number; readonly cells: Readonly<Record<string, string>>; readonly refused?: undefined }
  | { readonly line: number; readonly cells?: undefined; readonly refused: string };

/**
 * The rows of a CSV file (RFC 4180, plain or gzip, UTF-8) with a header row. Columns are found by name, in any order;
 * blanks around names and cells go, a column without a name is not read. `line` is the line of the file where the row
 * ends (header = 1). A row with too many or too few cells is handed out as refused, so the reader may go on.
 * @throws ImportFileError for a column that is missing or there twice, a broken quote, and all that `readText` refuses
 */
export async function* readCsv(file: string, options: CsvOptions): AsyncGenerator<CsvRow, void, undefined> {
  let header: Header | null = null;
  for await (const records of recordsOf(file, options)) {
    for (const record of records) {
      if (header === null) {
        header = headerOf(record);
        checkHeader(file, record.line, header.names, options.required);
      } else {
        yield toRow(header, record);
      }
    }
  }
  if (header === null) throw new ImportFileError(file, 'the file has no header row');
}

/** The column names of a CSV file, to tell files apart before reading one. @throws ImportFileError as `readCsv` */
export async function readCsvHeader(file: string, limits: TextLimits = {}): Promise<string[]> {
  for await (const records of recordsOf(file, limits)) {
    if (records[0]) return headerOf(records[0]).names;
  }
  throw new ImportFileError(file, 'the file has no header row');
}

async function* recordsOf(file: string, limits: TextLimits): AsyncGenerator<CsvRecord[], void, undefined> {
  const records = new CsvRecords();
  for await (const chunk of readText(file, limits)) yield located(file, () => records.push(chunk));
  yield located(file, () => records.end());
}

function located<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof CsvSyntaxError ? new ImportFileError(file, error.message, error.line) : error;
  }
}

interface Header {
  readonly names: string[];
  /** A row without values. Rows begin as its copies: growing each from nothing, cell by cell, takes half as long again. */
  readonly blank: Readonly<Record<string, string>>;
}

function headerOf(record: CsvRecord): Header {
  const names = record.cells.map((cell) => cell.trim());
  return { names, blank: Object.fromEntries(names.filter((name) => name !== '').map((name) => [name, ''])) };
}

function checkHeader(file: string, line: number, names: readonly string[], required: readonly string[]): void {
  const doubled = new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index));
  if (doubled.size > 0) throw new ImportFileError(file, `${columns(doubled)} more than once in the header`, line);
  const missing = new Set(required.filter((name) => !names.includes(name)));
  if (missing.size > 0) throw new ImportFileError(file, `${columns(missing)} missing in the header`, line);
}

function columns(names: ReadonlySet<string>): string {
  const list = [...names].map(quoteValue).join(', ');
  return names.size === 1 ? `the column ${list} is` : `the columns ${list} are`;
}

function toRow({ names, blank }: Header, { line, cells: values }: CsvRecord): CsvRow {
  if (values.length !== names.length) {
    return { line, refused: `the row has ${values.length} ${values.length === 1 ? 'cell' : 'cells'}, the header has ${names.length}` };
  }
  const cells: Record<string, string> = { ...blank };
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (name !== '') cells[name] = (values[i] as string).trim();
  }
  return { line, cells };
}
