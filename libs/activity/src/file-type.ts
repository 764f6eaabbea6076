import { extensionOf } from './file-name.js';
import { UnsupportedFileType } from './upload-refusal.js';

/** A kind of file that is taken, and how its bytes begin. */
export interface FileType {
  readonly contentType: string;
  /** Text: the whole of it must be UTF-8 without NUL. */
  readonly text: boolean;
  begins(head: Buffer): boolean;
}

const startsWith =
  (signature: string, at = 0) =>
  (head: Buffer): boolean =>
    head.toString('latin1', at, at + signature.length) === signature;

const anyOf =
  (...checks: ((head: Buffer) => boolean)[]) =>
  (head: Buffer): boolean =>
    checks.some((check) => check(head));

const allOf =
  (...checks: ((head: Buffer) => boolean)[]) =>
  (head: Buffer): boolean =>
    checks.every((check) => check(head));

const binary = (contentType: string, begins: FileType['begins']): FileType => ({ contentType, text: false, begins });

/** A page or a drawing with scripts in it does not pass as a note by being called one. */
const MARKUP = /^[\ufeff\s]*<(?:!doctype\s+(?:html|svg)|html|svg|script|\?xml)\b/i;

const text = (contentType: string, opening?: RegExp): FileType => ({
  contentType,
  text: true,
  begins: (head) => {
    const opened = head.toString('utf8');
    return !MARKUP.test(opened) && (!opening || opening.test(opened));
  },
});

const ZIP = startsWith('PK\x03\x04');
const office = (kind: string): FileType => binary(`application/vnd.openxmlformats-officedocument.${kind}`, ZIP);
/** An OpenDocument file names its kind in its first, uncompressed entry. */
const openDocument = (kind: string): FileType => {
  const contentType = `application/vnd.oasis.opendocument.${kind}`;
  return binary(contentType, allOf(ZIP, startsWith(`mimetype${contentType}`, 30)));
};

const JPEG = binary('image/jpeg', startsWith('\xff\xd8\xff'));

const TYPES: ReadonlyMap<string, FileType> = new Map([
  ['pdf', binary('application/pdf', startsWith('%PDF-'))],
  ['png', binary('image/png', startsWith('\x89PNG\r\n\x1a\n'))],
  ['jpg', JPEG],
  ['jpeg', JPEG],
  ['gif', binary('image/gif', anyOf(startsWith('GIF87a'), startsWith('GIF89a')))],
  ['webp', binary('image/webp', allOf(startsWith('RIFF'), startsWith('WEBP', 8)))],
  ['txt', text('text/plain')],
  ['log', text('text/plain')],
  ['csv', text('text/csv')],
  ['md', text('text/markdown')],
  ['json', text('application/json', /^[\ufeff\s]*[[{]/)],
  ['eml', text('message/rfc822', /^[\x21-\x39\x3b-\x7e]+[ \t]*:/)],
  ['zip', binary('application/zip', anyOf(ZIP, startsWith('PK\x05\x06')))],
  ['docx', office('wordprocessingml.document')],
  ['xlsx', office('spreadsheetml.sheet')],
  ['pptx', office('presentationml.presentation')],
  ['odt', openDocument('text')],
  ['ods', openDocument('spreadsheet')],
  ['mpp', binary('application/vnd.ms-project', startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))],
]);

/**
 * The kind of file that a name stands for. Whatever a browser might run (html, svg, js) or a machine (exe) is not taken.
 * @throws UnsupportedFileType
 */
export function fileTypeOf(name: string): FileType {
  const type = TYPES.get(extensionOf(name));
  if (!type) throw unsupported();
  return type;
}

export const unsupported = (): UnsupportedFileType => new UnsupportedFileType([...TYPES.keys()]);
