import type { Readable } from 'node:stream';

/** What the store knows of bytes that it keeps. */
export interface StoredFile {
  /** The name the store gave them; never shown to anybody. */
  readonly storageKey: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, 64 lower-case hex digits. */
  readonly sha256: string;
}

/** Where the bytes of attachments are kept. It knows nothing of records and rules. */
export interface AttachmentStore {
  /** The most bytes that one file may have. */
  readonly maxBytes: number;
  /**
   * Keeps a file. When this resolves the bytes are on the disk; when it rejects nothing is left of them.
   * @throws FileTooLarge as soon as there are more than `maxBytes`
   */
  put(content: AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** @throws Unavailable when the bytes cannot be read */
  open(storageKey: string): Promise<Readable>;
  /** Forgets a file; one that is not there is forgotten already. */
  remove(storageKey: string): Promise<void>;
}

/** The injection token of the store. */
export const ATTACHMENT_STORE = Symbol('attachment store');
