import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Call, Option } from '../command.js';

/** The option of every command that writes a file. */
export const OUT: Readonly<Record<string, Option>> = { out: { value: 'FILE', help: 'into this file; without it to standard output' } };

/** Writes what a command exports as it comes, into the file of `--out` or to standard output. */
export async function writeOut(call: Call, content: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const path = call.text('out');
  if (path === undefined) {
    for await (const part of content) call.terminal.out.write(part);
    return;
  }
  // A file that is there is not written over.
  await pipeline(Readable.from(content), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  call.terminal.err.write(`Written to ${path}.\n`);
}
