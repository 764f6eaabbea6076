import { type FileType, unsupported } from './file-type.js';

/** Enough for every signature, and to see how a text begins. */
const HEAD = 512;

/**
 * The same bytes, checked on their way: how they begin, and for a text that all of it is UTF-8 without NUL. Nothing is
 * passed on before the beginning was checked.
 * @throws UnsupportedFileType
 */
export async function* inspected(content: AsyncIterable<Uint8Array>, type: FileType): AsyncGenerator<Uint8Array> {
  const checkText = type.text ? textCheck() : () => {};
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of content) {
    checkText(chunk);
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD) continue;
    yield checked(head, type);
    head = null;
  }
  checkText(null);
  if (head) yield checked(head, type);
}

function checked(head: Buffer, type: FileType): Buffer {
  if (!type.begins(head.subarray(0, HEAD))) throw unsupported();
  return head;
}

/** Takes a text piece by piece, a character may be cut in two; null is its end. */
function textCheck(): (chunk: Uint8Array | null) => void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    if (chunk?.includes(0)) throw unsupported();
    try {
      decoder.decode(chunk ?? undefined, { stream: chunk !== null });
    } catch {
      throw unsupported();
    }
  };
}
