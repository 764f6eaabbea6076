import { CsvSyntaxError } from './csv-syntax-error.js';

interface QuotedRecord {
  readonly cells: string[];
  /** Line on which the record ends. */
  readonly line: number;
  /** Index of the character after the record and its line break. */
  readonly next: number;
}

interface Cell {
  readonly value: string;
  /** Index of the comma or line feed after the cell, or the length of the text. */
  readonly end: number;
}

/**
 * Reads one record that has at least one quoted cell.
 * @param last whether the text ends here; if not, a record that reaches the end of the text is not complete
 * @returns null when more text is needed
 * @throws CsvSyntaxError for a quote inside a cell that does not begin with one, text after a closing quote, an open quote
 */
export function readQuotedRecord(text: string, start: number, startLine: number, last: boolean): QuotedRecord | null {
  const cells: string[] = [];
  let at = start;
  let line = startLine;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at, line, last) : plainCell(text, at, line, last);
    if (cell === null) return null;
    cells.push(cell.value);
    line += countNewlines(cell.value);
    if (text[cell.end] === '\n') return { cells, line, next: cell.end + 1 };
    if (cell.end >= text.length) return { cells, line, next: text.length };
    if (text[cell.end] !== ',') throw new CsvSyntaxError(line, 'a closing quote is followed by text, not by a comma or the end of the row');
    at = cell.end + 1;
  }
}

function quotedCell(text: string, at: number, line: number, last: boolean): Cell | null {
  const close = closingQuote(text, at + 1);
  if (close < 0 && last) throw new CsvSyntaxError(line, 'a quote is opened here and not closed');
  // What follows decides: a second quote would make it a quote in the cell, CR LF the end of the row.
  if (close < 0 || (close + 2 >= text.length && !last)) return null;
  const inner = text.slice(at + 1, close);
  const value = inner.includes('"') ? inner.replaceAll('""', '"') : inner;
  const lineBreak = text[close + 1] === '\r' && (text[close + 2] === '\n' || close + 2 === text.length);
  return { value, end: lineBreak ? close + 2 : close + 1 };
}

function plainCell(text: string, at: number, line: number, last: boolean): Cell | null {
  const newline = text.indexOf('\n', at);
  if (newline < 0 && !last) return null;
  const rowEnd = newline < 0 ? text.length : newline;
  const comma = text.indexOf(',', at);
  const end = comma >= 0 && comma < rowEnd ? comma : rowEnd;
  const value = text.slice(at, end);
  if (value.includes('"')) throw new CsvSyntaxError(line, 'a quote stands inside a cell that does not begin with one');
  return { value: end === rowEnd && value.endsWith('\r') ? value.slice(0, -1) : value, end };
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function countNewlines(value: string): number {
  let count = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) count += 1;
  return count;
}
