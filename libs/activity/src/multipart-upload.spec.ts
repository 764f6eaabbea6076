import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { HttpProblem } from '#libs/http';
import { Invalid } from '#libs/kernel';
import type { AttachmentStore } from './attachment-store.js';
import { MultipartUpload } from './multipart-upload.js';
import { FileTooLarge } from './upload-refusal.js';

const part = (name: string, fileName: string | null, content: string): string =>
  `--x\r\ncontent-disposition: form-data; name="${name}"${fileName === null ? '' : `; filename="${fileName}"`}\r\n\r\n${content}\r\n`;
const form = (...parts: string[]): string => `${parts.join('')}--x--\r\n`;

/** Keeps in memory how many bytes it was given, and what it still has. */
class CountingStore implements AttachmentStore {
  readonly maxBytes = 1000;
  readonly kept = new Map<string, number>();

  async put(content: AsyncIterable<Uint8Array>) {
    let sizeBytes = 0;
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes > this.maxBytes) throw new FileTooLarge(this.maxBytes);
    }
    const storageKey = String(this.kept.size);
    this.kept.set(storageKey, sizeBytes);
    return { storageKey, sizeBytes, sha256: '' };
  }

  async open(): Promise<never> {
    throw new Error('not needed here');
  }

  async remove(storageKey: string): Promise<void> {
    this.kept.delete(storageKey);
  }
}

describe('an upload', () => {
  let server: FastifyInstance;
  let store: CountingStore;

  beforeEach(async () => {
    store = new CountingStore();
    server = fastify();
    await server.register(multipart);
    server.post('/', async (request, reply) => {
      try {
        return await new MultipartUpload(request).receive(store);
      } catch (error) {
        return reply.status(error instanceof HttpProblem ? error.status : error instanceof Invalid ? 400 : 500).send();
      }
    });
  });
  afterEach(() => server.close());

  const send = (payload: string, type = 'multipart/form-data; boundary=x') =>
    server.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': type } });

  it('is one file in the field "file", under its cleaned name', async () => {
    const answer = await send(form(part('file', '../../Prüf 😀.TXT', 'abc')));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ fileName: 'Prüf 😀.TXT', contentType: 'text/plain', storageKey: '0', sizeBytes: 3, sha256: '' });
  });

  it.each([
    ['nothing', form()],
    ['an empty body', ''],
    ['another field', form(part('data', 'a.txt', 'x'))],
    ['a text in place of a file', form(part('file', null, 'x'))],
    ['two files', form(part('file', 'a.txt', 'x'), part('file', 'b.txt', 'y'))],
    ['a field before the file (T9)', form(part('account', null, 'x'), part('file', 'a.txt', 'y'))],
    ['a field after the file (T9)', form(part('file', 'a.txt', 'y'), part('state', null, 'x'))],
    ['many files', form(...Array.from({ length: 50 }, () => part('file', 'a.txt', 'x')))],
    ['many fields', form(...Array.from({ length: 50 }, (_, i) => part(`f${i}`, null, 'x')))],
    ['a name of an object', form(part('constructor', 'a.txt', 'x'))],
    ['no form at all', 'garbage'],
    ['a form without an end', part('file', 'a.txt', 'x')],
    ['a form cut off within the file', part('file', 'a.txt', 'x').slice(0, -3)],
  ])('is refused with 400 for %s, and nothing is kept', async (_what, payload) => {
    expect((await send(payload)).statusCode).toBe(400);
    expect(store.kept.size).toBe(0);
  });

  it('is refused with 400 without a boundary', async () => {
    expect((await send(form(part('file', 'a.txt', 'x')), 'multipart/form-data')).statusCode).toBe(400);
  });

  it('is refused with 415 when it is no form, or a file of another kind', async () => {
    expect((await send('{"file":"x"}', 'application/json')).statusCode).toBe(415);
    for (const name of ['a.html', 'a.svg', 'a.exe', 'a.png', 'png', '..', ''])
      expect((await send(form(part('file', name, '<svg/>')))).statusCode).toBe(415);
    expect(store.kept.size).toBe(0);
  });

  it('is refused with 413 beyond the limit of the store, whether its length says so at once or the counting does', async () => {
    expect((await send(form(part('file', 'a.txt', 'a'.repeat(1000))))).statusCode).toBe(200);
    expect((await send(form(part('file', 'a.txt', 'a'.repeat(1001))))).statusCode).toBe(413);
    expect((await send(form(part('file', 'a.txt', 'a'.repeat(200_000))))).statusCode).toBe(413);
    expect(store.kept.size).toBe(1);
  });
});
