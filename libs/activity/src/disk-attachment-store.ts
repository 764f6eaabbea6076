import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Unavailable } from '#libs/kernel';
import type { AttachmentStore, StoredFile } from './attachment-store.js';
import { FileTooLarge } from './upload-refusal.js';

/** 10 MB, as the limits of the service say. */
export const USUAL_MAX_BYTES = 10 * 1024 * 1024;

const KEY = /^([0-9a-f]{2})([0-9a-f]{2})[0-9a-f]{28}$/;

/**
 * Keeps attachments as files with random names, two folders deep below a root that no web server shows. Only this
 * process's user may read them.
 */
export class DiskAttachmentStore implements AttachmentStore {
  private readonly root: string;

  /**
   * @param root the folder; made when it is first needed
   * @param maxBytes the most bytes that one file may have
   */
  constructor(
    root: string,
    readonly maxBytes = USUAL_MAX_BYTES,
  ) {
    this.root = resolve(root);
  }

  async put(content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const storageKey = randomBytes(16).toString('hex');
    const path = this.pathOf(storageKey);
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    try {
      const written = await this.write(file, content);
      await file.close();
      // Above the root only where the root itself was just made.
      await syncFolders(dirname(path), made && this.root.startsWith(made) ? dirname(made) : this.root);
      return { storageKey, ...written };
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(path, { force: true });
      throw error;
    }
  }

  async open(storageKey: string): Promise<Readable> {
    try {
      const file = await open(this.pathOf(storageKey), 'r');
      return file.createReadStream();
    } catch {
      throw new Unavailable('attachment_unavailable', 'The file cannot be read at the moment. Try again later.');
    }
  }

  async remove(storageKey: string): Promise<void> {
    await rm(this.pathOf(storageKey), { force: true });
  }

  /** Counts while writing, so that a file without end costs no more than the limit. */
  private async write(file: FileHandle, content: AsyncIterable<Uint8Array>): Promise<Omit<StoredFile, 'storageKey'>> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes > this.maxBytes) throw new FileTooLarge(this.maxBytes);
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    await file.sync();
    return { sizeBytes, sha256: hash.digest('hex') };
  }

  /** A key that this store did not give never becomes a path. */
  private pathOf(storageKey: string): string {
    const [, first, second] = KEY.exec(storageKey) ?? [];
    if (!first || !second) throw new Error('this is no key of the attachment store');
    return join(this.root, first, second, storageKey);
  }
}

/** A file is there for good only when its entry in its folder is, and that folder's own entry in the one above. */
async function syncFolders(from: string, upTo: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
    if (folder === upTo || folder === dirname(folder)) return;
  }
}
