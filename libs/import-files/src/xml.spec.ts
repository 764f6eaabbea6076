import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ImportFileError, readXml, readXmlRoot, type XmlLimits } from './index.js';

describe('an XML file', () => {
  let file: string;
  beforeAll(() => {
    file = join(mkdtempSync(join(tmpdir(), 'xml-')), 'plan.xml');
  });
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  const leaves = async (content: string | Buffer, limits?: XmlLimits) => {
    writeFileSync(file, content);
    const found: string[] = [];
    await readXml(file, { close: (path, text, line) => found.push(`${line} ${path.join('/')}=${text}`) }, limits);
    return found;
  };
  const refusal = async (content: string, limits?: XmlLimits) => {
    const error: unknown = await leaves(content, limits).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(ImportFileError);
    return (error as ImportFileError).message.replace(file, 'FILE');
  };

  it('hands out elements with their own text and the line where they begin', async () => {
    const xml = '<?xml version="1.0"?>\n<a>\n  <b>one &amp; <![CDATA[<two>]]></b>\n  <c\n   x="1"/>\n</a>';
    expect(await leaves(xml)).toEqual(['3 a/b=one & <two>', '4 a/c=', '2 a=']);
  });

  it('takes no notice of namespaces', async () => {
    expect(await leaves('<p:a xmlns:p="urn:x"><p:b>1</p:b></p:a>')).toEqual(['1 a/b=1', '1 a=']);
  });

  it('hands out attributes by local name', async () => {
    writeFileSync(file, '<a xmlns:i="urn:i"><b external="true" i:nil="1"/></a>');
    const found: unknown[] = [];
    await readXml(file, { open: (path, line, attributes) => path.at(-1) === 'b' && found.push(line, attributes) });
    expect(found).toEqual([1, { external: 'true', nil: '1' }]);
  });

  it('reads gzip and a byte order mark', async () => expect(await leaves(gzipSync('\uFEFF<a>x</a>'))).toEqual(['1 a=x']));

  it('refuses entity declarations (billion laughs)', async () => {
    const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('\n');
    const xml = `<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ENTITY l0 "lol">\n${levels}\n]>\n<a>&l9;</a>`;
    expect(await refusal(xml)).toBe('FILE:13: the document has a DOCTYPE, which is not accepted (it can declare entities)');
  });

  it.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>'],
    ['an external DTD', '<!DOCTYPE a SYSTEM "http://example.com/a.dtd">\n<a/>'],
    ['a bare DOCTYPE', '<!DOCTYPE a>\n<a/>'],
  ])('refuses %s', async (_name, xml) => {
    expect(await refusal(xml)).toMatch(/^FILE:1: the document has a DOCTYPE/);
  });

  it('refuses an entity nobody declared', async () => {
    expect(await refusal('<a>\n&x;</a>')).toMatch(/^FILE:2: the file is not well-formed XML: undefined entity/);
  });

  it('refuses elements nested more than 64 deep', async () => {
    const nested = (depth: number) => `${'<a>\n'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(await leaves(nested(64))).toHaveLength(64);
    expect(await refusal(nested(65))).toBe('FILE:65: elements are nested more than 64 deep');
  });

  it('refuses a text of more than 1 MB, also one in pieces', async () => {
    const half = 'x'.repeat(600_000);
    const reason = 'FILE:1: a text, tag or comment is longer than 1048576 characters';
    expect(await refusal(`<a>${half}${half}</a>`)).toBe(reason);
    expect(await refusal(`<a>${half}<![CDATA[${half}]]></a>`)).toBe(reason);
    expect(await refusal(`<a>${half}<b/>${half}</a>`)).toBe(reason);
  });

  it.each(['<!--', '<a x="', '<!DOCTYPE ', '<?pi ', '<a>'])('does not wait for the end of something endless: %s', async (start) => {
    expect(await refusal(start + 'x'.repeat(1_500_000))).toBe('FILE:1: a text, tag or comment is longer than 1048576 characters');
  });

  it('does not count the indentation of a long list as its text', async () => {
    const list = `<a>${`\n${' '.repeat(60)}<b/>`.repeat(40_000)}</a>`;
    expect(await leaves(list)).toHaveLength(40_001);
  });

  it('refuses a document over the limit', async () => {
    expect(await refusal('<a>12345</a>', { maxBytes: 11 })).toBe('FILE: the file holds more than 11 bytes of text, which is the limit');
  });

  it.each([
    ['an element that is not closed', '<a>\n<b></a>', 2],
    ['an end too early', '<a>\n<b/>\n', 3],
    ['two roots', '<a/>\n<b/>', 2],
    ['a broken tag', '<a>\n<b c=1/></a>', 2],
    ['text that is no XML', 'number,state\n1,2', 2],
  ])('refuses what is not well-formed, with the line: %s', async (_name, xml, line) => {
    expect(await refusal(xml)).toMatch(new RegExp(`^FILE:${line}: the file is not well-formed XML: `));
  });

  it('tells the root element alone', async () => {
    writeFileSync(file, `<?xml version="1.0"?><x:Project xmlns:x="urn:x">${'<a/>'.repeat(500_000)}<broken`);
    expect(await readXmlRoot(file)).toBe('Project');
    writeFileSync(file, 'a,b');
    await expect(readXmlRoot(file)).rejects.toThrow('not well-formed XML');
  });
});
