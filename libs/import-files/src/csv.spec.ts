import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type CsvRow, ImportFileError, readCsv, readCsvHeader } from './index.js';

describe('a CSV file', () => {
  let file: string;
  beforeAll(() => {
    file = join(mkdtempSync(join(tmpdir(), 'csv-')), 'rows.csv');
  });
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  const rows = async (content: string | Buffer, required: string[] = []) => {
    writeFileSync(file, content);
    const all: CsvRow[] = [];
    for await (const row of readCsv(file, { required })) all.push(row);
    return all;
  };
  const refusal = async (content: string, required: string[] = []) => {
    const error: unknown = await rows(content, required).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(ImportFileError);
    return (error as ImportFileError).message.replace(file, 'FILE');
  };

  it('finds columns by name, in any order, and reads further ones too', async () => {
    expect(await rows('b,extra,a\n1,2,3\n', ['a', 'b'])).toEqual([{ line: 2, cells: { b: '1', extra: '2', a: '3' } }]);
  });

  it('reads gzip, a byte order mark, CRLF and a last row without a line break', async () => {
    expect(await rows(gzipSync('\uFEFFa,b\r\n1,2\r\n"3",4'), ['a'])).toEqual([
      { line: 2, cells: { a: '1', b: '2' } },
      { line: 3, cells: { a: '3', b: '4' } },
    ]);
  });

  it('trims blanks around names and cells, also inside quotes', async () => {
    expect(await rows(' a ,b\n  1 ," 2 "\n', ['a'])).toEqual([{ line: 2, cells: { a: '1', b: '2' } }]);
  });

  it('reads commas, doubled quotes and line breaks in quoted cells, and names the line where the row ends', async () => {
    expect(await rows('a,b\n"x, ""y""","1\n2\r\n3"\r\n"",""""\n4,5\n')).toEqual([
      { line: 4, cells: { a: 'x, "y"', b: '1\n2\r\n3' } },
      { line: 5, cells: { a: '', b: '"' } },
      { line: 6, cells: { a: '4', b: '5' } },
    ]);
  });

  it('passes over empty lines and counts them', async () => {
    expect(await rows('\n\na,b\n\r\n1,2\n\n\n3,4\n\n')).toEqual([
      { line: 5, cells: { a: '1', b: '2' } },
      { line: 8, cells: { a: '3', b: '4' } },
    ]);
  });

  it('refuses a row with another number of cells and reads on', async () => {
    expect(await rows('a,b\n1\n1,2,3\n"x\ny"\n1,2\n')).toEqual([
      { line: 2, refused: 'the row has 1 cell, the header has 2' },
      { line: 3, refused: 'the row has 3 cells, the header has 2' },
      { line: 5, refused: 'the row has 1 cell, the header has 2' },
      { line: 6, cells: { a: '1', b: '2' } },
    ]);
  });

  it('gives the same rows wherever the chunks are cut', async () => {
    // Long enough for several chunks of the file, with quoted cells and CRLF at all offsets.
    const one = 'Ä,"b ""q""",c\r\n"1\n2",,"足"\r\n';
    const read = await rows(`x,y,z\r\n${one.repeat(40_000)}`);
    expect(read).toHaveLength(80_000);
    const cells = new Set(read.map((row) => JSON.stringify(row.cells)));
    expect(cells).toEqual(new Set(['{"x":"Ä","y":"b \\"q\\"","z":"c"}', '{"x":"1\\n2","y":"","z":"足"}']));
    expect(read.at(-1)?.line).toBe(1 + 3 * 40_000);
  });

  it('names the columns that are missing', async () => {
    expect(await refusal('a,b\n1,2\n', ['a', 'c'])).toBe('FILE:1: the column "c" is missing in the header');
    expect(await refusal('A\n', ['a', 'c'])).toBe('FILE:1: the columns "a", "c" are missing in the header');
  });

  it('names the columns that are there twice', async () => {
    expect(await refusal('a,b, a\n')).toBe('FILE:1: the column "a" is more than once in the header');
  });

  it('does not read columns without a name', async () => {
    expect(await rows(',a,\n1,2,3\n')).toEqual([{ line: 2, cells: { a: '2' } }]);
  });

  it.each([
    ['a quote that is never closed', 'a,b\n1,2\n"3,4\n5,6\n', 3, 'a quote is opened here and not closed'],
    ['text after a closing quote', 'a,b\n1,"2"x\n', 2, 'a closing quote is followed by text, not by a comma or the end of the row'],
    ['a quote inside a plain cell', 'a,b\n"x\ny",5" pipe\n', 3, 'a quote stands inside a cell that does not begin with one'],
  ])('refuses %s with its line', async (_name, content, line, reason) => {
    expect(await refusal(content)).toBe(`FILE:${line}: ${reason}`);
  });

  it('does not gather the rest of a large file behind an open quote', async () => {
    expect(await refusal(`a,b\n"${'x,\n'.repeat(700_000)}`)).toMatch(/^FILE:2: the row that begins here has more than 1048576 characters/);
  });

  it('refuses a file of blank lines', async () => expect(await refusal('\n \n')).toBe('FILE: the file has no header row'));

  it('reads columns whatever they are called', async () => {
    const [row] = await rows('__proto__,1,0,constructor\na,b,c,d\n');
    expect(Object.entries(row?.cells ?? {})).toEqual(
      expect.arrayContaining([
        ['__proto__', 'a'],
        ['1', 'b'],
        ['0', 'c'],
        ['constructor', 'd'],
      ]),
    );
  });

  it('tells the header alone', async () => {
    writeFileSync(file, 'a, b\n"broken');
    expect(await readCsvHeader(file)).toEqual(['a', 'b']);
  });
});
