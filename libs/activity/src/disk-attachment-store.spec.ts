import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Unavailable } from '#libs/kernel';
import { DiskAttachmentStore } from './disk-attachment-store.js';
import { FileTooLarge } from './upload-refusal.js';

async function* chunks(...given: (string | Error)[]): AsyncGenerator<Buffer> {
  for (const one of given) {
    if (one instanceof Error) throw one;
    yield Buffer.from(one);
  }
}

describe('the store of attachments on the disk', () => {
  let folder: string;
  let root: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attachments-'));
    root = join(folder, 'made', 'when-needed');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const files = async (): Promise<string[]> => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };

  it('keeps the bytes under a random name two folders deep, and says their size and SHA-256', async () => {
    const store = new DiskAttachmentStore(root);
    const kept = await store.put(chunks('hello ', 'world'));
    expect(kept.sizeBytes).toBe(11);
    expect(kept.sha256).toBe(createHash('sha256').update('hello world').digest('hex'));
    expect(await files()).toEqual([join(root, kept.storageKey.slice(0, 2), kept.storageKey.slice(2, 4), kept.storageKey)]);
    expect(await buffer(await store.open(kept.storageKey))).toEqual(Buffer.from('hello world'));
    expect((await store.put(chunks('hello world'))).storageKey).not.toBe(kept.storageKey);
  });

  it('lets nobody but its own user read them', async () => {
    await new DiskAttachmentStore(root).put(chunks('secret'));
    const [file] = await files();
    expect((await stat(file!)).mode & 0o077).toBe(0);
    expect((await stat(root)).mode & 0o077).toBe(0);
  });

  it('takes a file as large as the limit, and an empty one', async () => {
    const store = new DiskAttachmentStore(root, 10);
    expect((await store.put(chunks('01234', '56789'))).sizeBytes).toBe(10);
    expect((await store.put(chunks())).sizeBytes).toBe(0);
  });

  it('stops at the limit, reads no further and keeps nothing', async () => {
    const store = new DiskAttachmentStore(root, 10);
    let asked = 0;
    const endless = async function* () {
      for (;;) {
        asked += 1;
        yield Buffer.from('0123');
      }
    };
    await expect(store.put(endless())).rejects.toThrow(FileTooLarge);
    expect(asked).toBe(3);
    expect(await files()).toEqual([]);
  });

  it('keeps nothing of an upload that broke off', async () => {
    const broken = new Error('the connection is gone');
    await expect(new DiskAttachmentStore(root).put(chunks('half of', broken))).rejects.toBe(broken);
    expect(await files()).toEqual([]);
  });

  it('forgets a file, and one that is not there', async () => {
    const store = new DiskAttachmentStore(root);
    const { storageKey } = await store.put(chunks('x'));
    await store.remove(storageKey);
    await store.remove(storageKey);
    expect(await files()).toEqual([]);
    await expect(store.open(storageKey)).rejects.toThrow(Unavailable);
  });

  it('takes only keys that it gave for names of files', async () => {
    const store = new DiskAttachmentStore(root);
    for (const key of ['../../../etc/passwd', '', 'ab/cd', `${'a'.repeat(32)}/..`, 'A'.repeat(32)]) {
      await expect(store.remove(key)).rejects.toThrow('no key');
      await expect(store.open(key)).rejects.toThrow();
    }
  });
});
