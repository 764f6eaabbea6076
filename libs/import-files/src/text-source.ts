import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { ImportFileError } from './import-file-error.js';

export interface TextLimits {
  /** Most bytes a file may hold once unpacked; a gzip of a few kilobytes can otherwise fill any memory. Default 1 GiB. */
  readonly maxBytes?: number;
}

export const DEFAULT_MAX_BYTES = 1024 ** 3;
const CHUNK_BYTES = 256 * 1024;

/**
 * The text of a plain or gzip file, in chunks; which of the two is told by the first two bytes, not by the name.
 * UTF-8 is checked to the last byte and a byte order mark is dropped.
 * @throws ImportFileError while reading: missing, empty, unreadable, damaged or cut off gzip, not UTF-8, too large.
 */
export async function* readText(file: string, limits: TextLimits = {}): AsyncGenerator<string, void, undefined> {
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_BYTES;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let empty = true;
  for await (const chunk of readBytes(file)) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new ImportFileError(file, `the file holds more than ${maxBytes} bytes of text, which is the limit`);
    const text = decode(file, decoder, chunk);
    if (text === '') continue;
    empty = false;
    yield text;
  }
  decode(file, decoder);
  if (empty) throw new ImportFileError(file, 'the file is empty');
}

function decode(file: string, decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new ImportFileError(file, 'the file is not UTF-8 text');
  }
}

async function* readBytes(file: string): AsyncGenerator<Buffer, void, undefined> {
  const streams: Readable[] = [];
  try {
    const source = await openBytes(file, streams);
    for await (const chunk of source) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof ImportFileError ? error : new ImportFileError(file, reasonOf(error as NodeJS.ErrnoException));
  } finally {
    // A reader that stops early (a fault in row 3) must not leave the file open.
    for (const stream of streams) stream.destroy();
  }
}

async function openBytes(file: string, streams: Readable[]): Promise<Readable> {
  refuseSpecial(file, await stat(file));
  const handle = await open(file, 'r');
  const head = Buffer.alloc(2);
  try {
    await handle.read(head, 0, 2, 0);
  } catch (error) {
    await handle.close();
    throw error;
  }
  const plain = handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES });
  streams.push(plain);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return plain;
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  streams.push(unpacked);
  // Errors of either stream reach the reader of `unpacked`; the callback only keeps them from being thrown twice.
  pipeline(plain, unpacked, () => undefined);
  return unpacked;
}

// A pipe or a device has no first bytes to go back to, and may never end.
function refuseSpecial(file: string, stats: Stats): void {
  if (stats.isDirectory()) throw new ImportFileError(file, 'this is a directory, not a file');
  if (!stats.isFile()) throw new ImportFileError(file, 'this is not a regular file');
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'the file does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read (permission denied)';
    case 'Z_BUF_ERROR':
      return 'the gzip data end too early, the file is cut off';
    default:
      return error.code?.startsWith('Z_') ? 'the gzip data are damaged' : `the file cannot be read (${error.code ?? error.message})`;
  }
}
