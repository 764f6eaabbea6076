import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ImportFileError, readText } from './index.js';

describe('the text of an import file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'text-source-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const text = async (file: string, maxBytes?: number) => {
    let all = '';
    for await (const chunk of readText(file, { maxBytes })) all += chunk;
    return all;
  };
  const refusal = async (file: string, maxBytes?: number) => {
    const error = await text(file, maxBytes).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ImportFileError);
    return (error as ImportFileError).message;
  };

  // Longer than several chunks, with two-, three- and four-byte characters that fall across their borders.
  const long = 'Gerüst, 足場, 🏗\n'.repeat(60_000);

  it('reads plain text', async () => expect(await text(write('plain', long))).toBe(long));

  it('tells gzip by the first bytes, not by the name', async () => {
    expect(await text(write('no-ending', gzipSync(long)))).toBe(long);
    expect(await text(write('wrong.gz', 'plain'))).toBe('plain');
  });

  it('reads a gzip file of several members to its end', async () => {
    expect(await text(write('members', Buffer.concat([gzipSync('one '), gzipSync('two')])))).toBe('one two');
  });

  it('drops a byte order mark at the beginning and nowhere else', async () => {
    expect(await text(write('bom', '\uFEFFa\uFEFFb'))).toBe('a\uFEFFb');
    expect(await text(write('bom.gz', gzipSync('\uFEFFa')))).toBe('a');
  });

  it('refuses gzip that is cut off, even when all its text could be unpacked', async () => {
    const packed = gzipSync(long);
    for (const length of [packed.length - 4, packed.length >> 1, 12]) {
      const file = write('cut.gz', packed.subarray(0, length));
      expect(await refusal(file)).toBe(`${file}: the gzip data end too early, the file is cut off`);
    }
  });

  it('refuses damaged gzip', async () => {
    const packed = gzipSync(long);
    packed.writeUInt32LE(0, packed.length - 8);
    const file = write('damaged.gz', packed);
    expect(await refusal(file)).toBe(`${file}: the gzip data are damaged`);
  });

  it.each([
    ['latin-1', Buffer.from('Gerüst', 'latin1')],
    ['latin-1 in gzip', gzipSync(Buffer.from('Gerüst', 'latin1'))],
    ['UTF-16', Buffer.from('\uFEFFabc', 'utf16le')],
    ['a character that is cut off at the end', Buffer.from('足').subarray(0, 2)],
    ['a surrogate as three bytes', Buffer.from([0xed, 0xa0, 0x80])],
  ])('refuses what is not UTF-8: %s', async (_name, bytes) => {
    const file = write('bytes', bytes);
    expect(await refusal(file)).toBe(`${file}: the file is not UTF-8 text`);
  });

  it.each([
    ['plain', Buffer.alloc(0)],
    ['gzip', gzipSync('')],
    ['a byte order mark alone', Buffer.from('\uFEFF')],
  ])('refuses an empty file: %s', async (_name, bytes) => {
    const file = write('empty', bytes);
    expect(await refusal(file)).toBe(`${file}: the file is empty`);
  });

  it('refuses a missing file and a directory', async () => {
    const missing = join(folder, 'missing.csv');
    expect(await refusal(missing)).toBe(`${missing}: the file does not exist`);
    expect(await refusal(folder)).toBe(`${folder}: this is a directory, not a file`);
  });

  it('stops a file that unpacks to more than the limit', async () => {
    const bomb = write('bomb.gz', gzipSync(Buffer.alloc(20_000_000, 32)));
    expect(await refusal(bomb, 1_000_000)).toBe(`${bomb}: the file holds more than 1000000 bytes of text, which is the limit`);
    expect(await text(write('fits', 'abc'), 3)).toBe('abc');
  });

  it('closes the file when the reader stops early', async () => {
    for await (const chunk of readText(write('early', long))) {
      expect(chunk).not.toBe('');
      break;
    }
  });
});
