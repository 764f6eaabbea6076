import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { ImportFileError } from './import-file-error.js';
import { readText } from './text-source.js';
import { ElementStack } from './xml-element-stack.js';

export interface XmlLimits {
  /** Most bytes of the unpacked document. Default 256 MiB. */
  readonly maxBytes?: number;
  /** Most elements inside one another. Default 64. */
  readonly maxDepth?: number;
  /** Most characters of one text, tag or comment. Default 1 Mi. */
  readonly maxText?: number;
}

/**
 * Called element by element, in document order. Names are local names: a namespace or its prefix makes no difference.
 * `path` is the names from the root down to the element itself; it is reused, so copy what is to be kept.
 */
export interface XmlVisitor {
  open?(path: readonly string[], line: number, attributes: Readonly<Record<string, string>>): void;
  /** @param text the element's own text, without its children's @param line where the element began */
  close?(path: readonly string[], text: string, line: number): void;
}

const DEFAULTS = { maxBytes: 256 * 1024 ** 2, maxDepth: 64, maxText: 1024 ** 2 };

/**
 * Reads an XML file (plain or gzip, UTF-8) as a stream; memory does not grow with the file.
 * Files from outside are not trusted: a DOCTYPE of any kind is refused, and with it entities, which can blow up a
 * document or name other files; depth, text and size have limits.
 * @throws ImportFileError with the line, for these, for XML that is not well-formed, and all that `readText` refuses
 */
export async function readXml(file: string, visitor: XmlVisitor, limits: XmlLimits = {}): Promise<void> {
  const reading = new XmlReading(file, visitor, { ...DEFAULTS, ...limits });
  for await (const chunk of readText(file, { maxBytes: limits.maxBytes ?? DEFAULTS.maxBytes })) reading.push(chunk);
  reading.end();
}

/** Local name of the root element, to tell formats apart; reads no further than that. @throws ImportFileError as `readXml` */
export async function readXmlRoot(file: string): Promise<string> {
  let root: string | null = null;
  const reading = new XmlReading(file, { open: (path) => (root ??= path[0] ?? null) }, DEFAULTS);
  for await (const chunk of readText(file, { maxBytes: DEFAULTS.maxBytes })) {
    // In small steps, so that a fault further down does not hide what the file is.
    for (let at = 0; at < chunk.length && root === null; at += 1024) reading.push(chunk.slice(at, at + 1024));
    if (root !== null) return root;
  }
  reading.end();
  throw new ImportFileError(file, 'the document has no root element');
}

class XmlReading {
  private readonly parser = new SaxesParser();
  private readonly stack = new ElementStack();
  private tokenStart = 0;

  constructor(
    private readonly file: string,
    visitor: XmlVisitor,
    private readonly limits: Required<XmlLimits>,
  ) {
    const { parser, stack } = this;
    parser.on('error', (error) =>
      this.refuse(`the file is not well-formed XML: ${error.message.replace(/^(\S*:)?\d+:\d+: /, '').replace(/\.$/, '')}`),
    );
    parser.on('doctype', () => this.refuse('the document has a DOCTYPE, which is not accepted (it can declare entities)'));
    parser.on('opentagstart', (tag) => this.opened(tag.name));
    parser.on('opentag', (tag) => {
      this.tokenEnded();
      visitor.open?.(stack.path, stack.line, localAttributes(tag));
    });
    parser.on('text', (text) => this.addText(text));
    parser.on('cdata', (text) => this.addText(text));
    parser.on('comment', () => this.tokenEnded());
    parser.on('processinginstruction', () => this.tokenEnded());
    parser.on('closetag', () => {
      this.tokenEnded();
      const { path, text, line } = stack;
      visitor.close?.(path, text, line);
      stack.pop();
    });
  }

  push(chunk: string): void {
    this.parser.write(chunk);
    // The parser hands a token over only when it is complete, so its growth is watched here.
    if (this.parser.position - this.tokenStart > this.limits.maxText) this.refuseText();
  }

  end(): void {
    this.parser.close();
  }

  private opened(name: string): void {
    this.tokenEnded();
    if (this.stack.path.length >= this.limits.maxDepth) this.refuse(`elements are nested more than ${this.limits.maxDepth} deep`);
    // The parser has read one character past the name; where that was a line break, the tag began one line above.
    this.stack.push(localName(name), this.parser.line - (this.parser.columnIndex === 0 ? 1 : 0));
  }

  private addText(text: string): void {
    this.tokenEnded();
    this.stack.addText(text);
    if (this.stack.text.length > this.limits.maxText) this.refuseText();
  }

  private tokenEnded(): void {
    this.tokenStart = this.parser.position;
  }

  private refuseText(): never {
    return this.refuse(`a text, tag or comment is longer than ${this.limits.maxText} characters`);
  }

  private refuse(reason: string): never {
    throw new ImportFileError(this.file, reason, this.parser.line);
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function localAttributes(tag: SaxesTagPlain): Record<string, string> {
  return Object.fromEntries(Object.entries(tag.attributes).map(([name, value]) => [localName(name), value]));
}
