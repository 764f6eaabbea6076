import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from '#libs/http';
import { DomainError } from '#libs/kernel';
import type { AttachmentStore, StoredFile } from './attachment-store.js';
import { cleanFileName } from './file-name.js';
import { fileTypeOf } from './file-type.js';
import { inspected } from './inspected-content.js';
import { FileTooLarge, malformedUpload } from './upload-refusal.js';

/** A file that arrived and is kept, but belongs to no record yet. */
export interface ReceivedFile extends StoredFile {
  readonly fileName: string;
  readonly contentType: string;
}

/** A file on its way in. Nothing of it is read before `receive`, so a refusal costs no transfer. */
export interface Upload {
  /**
   * Brings the file into the store.
   * @throws Invalid, FileTooLarge, UnsupportedFileType; nothing is then kept
   */
  receive(store: AttachmentStore): Promise<ReceivedFile>;
}

/** What a form may need beside the file's own bytes: boundaries and part headers. */
const FORM_BYTES = 64 * 1024;

/** One file in the field `file` of a multipart form. */
export class MultipartUpload implements Upload {
  constructor(private readonly request: FastifyRequest) {}

  async receive(store: AttachmentStore): Promise<ReceivedFile> {
    const { request } = this;
    if (!request.isMultipart()) throw new HttpProblem(415, 'unsupported_media_type', 'Send the file as multipart/form-data.');
    if (Number(request.headers['content-length'] ?? 0) > store.maxBytes + FORM_BYTES) throw new FileTooLarge(store.maxBytes);
    // A connection that broke meanwhile would never say so again.
    if (request.raw.destroyed) throw malformedUpload('The upload was broken off.');
    try {
      return await this.read(store);
    } catch (error) {
      // What is still coming is let go by, so that the answer reaches the sender and the connection stays in step.
      request.raw.unpipe();
      request.raw.resume();
      throw error;
    }
  }

  private async read(store: AttachmentStore): Promise<ReceivedFile> {
    // Another part than the one file is refused here by name; the parser's own limits only bound what it holds.
    const limits = { files: 2, fields: 1, parts: 3, fieldSize: 1024, fieldNameSize: 100, headerPairs: 20, fileSize: store.maxBytes + 1 };
    let received: ReceivedFile | null = null;
    try {
      for await (const part of parsed(this.request.parts({ limits, throwFileSizeLimit: false } as object))) {
        if (received || part.type !== 'file' || part.fieldname !== 'file') throw malformedUpload();
        const fileName = cleanFileName(part.filename ?? '');
        const type = fileTypeOf(fileName);
        received = { fileName, contentType: type.contentType, ...(await store.put(inspected(parsed(part.file), type))) };
      }
    } catch (error) {
      if (received) await store.remove(received.storageKey);
      throw error;
    }
    if (!received) throw malformedUpload();
    return received;
  }
}

/** Passes on what the form parser gives. Whatever it stumbles over is the sender's fault, not ours. */
async function* parsed<T extends Multipart | Uint8Array>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw error instanceof DomainError ? error : malformedUpload('The form is malformed or was broken off.');
  }
}
