import { fileTypeOf } from './file-type.js';
import { inspected } from './inspected-content.js';
import { UnsupportedFileType } from './upload-refusal.js';

async function* pieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

/** What comes through, when the bytes arrive in pieces of a size. */
async function passed(name: string, content: Buffer | string, size = 7): Promise<Buffer> {
  const through: Uint8Array[] = [];
  for await (const chunk of inspected(pieces(Buffer.from(content as string), size), fileTypeOf(name))) through.push(chunk);
  return Buffer.concat(through);
}

const bytes = (text: string, filler = 600): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(filler, 0x80)]);
const openDocument = (kind: string): Buffer => bytes(`PK\x03\x04${'\0'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.${kind}PK`);

describe('an attached file is what its name says', () => {
  it.each([
    ['a.pdf', bytes('%PDF-1.7')],
    ['a.png', bytes('\x89PNG\r\n\x1a\n')],
    ['a.JPG', bytes('\xff\xd8\xff\xe0')],
    ['a.jpeg', bytes('\xff\xd8\xff\xe1')],
    ['a.gif', bytes('GIF89a')],
    ['a.webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['a.zip', bytes('PK\x03\x04')],
    ['empty.zip', bytes('PK\x05\x06', 0)],
    ['a.docx', bytes('PK\x03\x04')],
    ['a.odt', openDocument('text')],
    ['a.ods', openDocument('spreadsheet')],
    ['a.mpp', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a.txt', 'plain'],
    ['empty.txt', ''],
    ['a.csv', 'a;b\n1;2\n'],
    ['a.md', '# Title\n<b>bold</b>'],
    ['a.json', '\ufeff {"a": 1}'],
    ['a.eml', 'Received: from here\r\nSubject: x\r\n\r\nbody'],
    ['a.log', `${'line ü 検 😀\n'.repeat(300)}`],
  ])('takes %s and passes every byte on', async (name, content) => {
    const whole = Buffer.from(content as string);
    for (const size of [1, 3, 511, 512, 100_000]) expect(await passed(name, whole, size)).toEqual(whole);
  });

  it.each([
    ['html in a picture', 'a.png', '<html><script>alert(1)</script>'],
    ['a program in a document', 'a.pdf', bytes('MZ\x90\0')],
    ['a program in a text', 'a.txt', bytes('MZ\x90\0')],
    ['a picture in a pdf', 'a.pdf', bytes('\x89PNG\r\n\x1a\n')],
    ['a pdf that does not begin as one', 'a.pdf', bytes('GIF89a%PDF-1.7')],
    ['a text document in a spreadsheet', 'a.ods', openDocument('text')],
    ['nothing in a picture', 'a.png', ''],
    ['a page in a text', 'a.txt', '\ufeff\n <!DOCTYPE html><script>alert(1)</script>'],
    ['a drawing in a table', 'a.csv', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['markup in json', 'a.json', '<html>'],
    ['no header in a mail', 'a.eml', 'hello there\n'],
  ])('refuses %s', async (_what, name, content) => {
    await expect(passed(name, content)).rejects.toThrow(UnsupportedFileType);
  });

  it('refuses a text with a NUL or a broken character, wherever it stands', async () => {
    const long = Buffer.alloc(5000, 'a');
    await expect(passed('a.txt', Buffer.concat([long, Buffer.from([0])]))).rejects.toThrow(UnsupportedFileType);
    await expect(passed('a.txt', Buffer.concat([long, Buffer.from([0xff, 0xfe])]))).rejects.toThrow(UnsupportedFileType);
    await expect(passed('a.txt', Buffer.concat([long, Buffer.from([0xc3])]))).rejects.toThrow(UnsupportedFileType);
  });

  it('passes nothing on before the beginning was seen', async () => {
    const through = inspected(pieces(bytes('<html>'), 2), fileTypeOf('a.png'));
    await expect(through.next()).rejects.toThrow(UnsupportedFileType);
  });

  it.each([
    'a.html',
    'a.htm',
    'a.svg',
    'a.js',
    'a.mjs',
    'a.exe',
    'a.xml',
    'a.xhtml',
    'a.docm',
    'a.png.html',
    'pdf',
    'a',
    'a.__proto__',
    '',
  ])('refuses the name %j', (name) => {
    expect(() => fileTypeOf(name)).toThrow(UnsupportedFileType);
  });
});
