import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Forbidden, NotFound, newId, Stale } from '#libs/kernel';
import { Database, LostAtCommit, UnitOfWork } from '#libs/persistence';
import { type Attachment, AttachmentSchema } from './activity.schema.js';
import { ActivityEvent, activityEvent } from './activity-events.js';
import { type ActivitySubject, ActivitySubjects } from './activity-subjects.js';
import { type AttachmentJson, attachmentJson, attachmentOfRow } from './attachment-json.js';
import { AttachmentQueries } from './attachment-queries.js';
import { ATTACHMENT_STORE, type AttachmentStore } from './attachment-store.js';
import { audit, post } from './journal.js';
import type { ReceivedFile, Upload } from './multipart-upload.js';
import { recordToAct } from './permitted-record.js';

/** An attachment with its bytes, opened but not yet read. */
export interface AttachmentContent {
  readonly attachment: AttachmentJson;
  readonly bytes: Readable;
}

/** Files that people attach to records. Whoever may read the record may read them. */
@Injectable()
export class Attachments {
  private readonly log = new Logger('attachments');

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: AttachmentQueries,
    private readonly subjects: ActivitySubjects,
    @Inject(ATTACHMENT_STORE) private readonly store: AttachmentStore,
  ) {}

  /**
   * Attaches one file. The record and the permission are looked at before a byte of it is read, and once more in the
   * transaction that makes it visible; until then, and if that fails, nobody can see the file.
   * @param key the record's id or number
   * @throws NotFound, Forbidden, then what `Upload.receive` throws
   */
  async add(caller: Caller, subject: ActivitySubject, key: string, upload: Upload): Promise<AttachmentJson> {
    await recordToAct(this.database, caller, subject, key, 'attach');
    const file = await upload.receive(this.store);
    try {
      return await this.record(caller, subject, key, file);
    } catch (error) {
      // After a lost answer to COMMIT the row may be there: a file too many does no harm, one too few would.
      if (!(error instanceof LostAtCommit)) await this.forget(file.storageKey);
      throw error;
    }
  }

  /** @throws NotFound when there is none, or the caller may not see the record it belongs to */
  async one(caller: Caller, id: string): Promise<AttachmentJson> {
    return attachmentOfRow(await this.queries.one(caller, id));
  }

  /**
   * The bytes, under the rules of the record as they are now.
   * @throws NotFound as `one`; Unavailable when the store cannot read them
   */
  async content(caller: Caller, id: string): Promise<AttachmentContent> {
    const row = await this.queries.one(caller, id);
    return { attachment: attachmentOfRow(row), bytes: await this.store.open(row.storage_key) };
  }

  /**
   * Deletes a file: its own uploader or an administrator, while that person may still attach to the record. The stream
   * keeps the entry without the file; the bytes go once the deletion is committed.
   * @throws NotFound, Forbidden; Stale for any If-Match, since an attachment has no versions
   */
  async remove(caller: Caller, id: string): Promise<void> {
    const storageKey = await this.unitOfWork.run(caller, async (tx) => {
      const row = await this.queries.one(caller, id, tx);
      const record = await recordToAct(tx, caller, this.subjects.get(row.record_type), row.record_id, 'attach');
      if (row.by_id !== caller.personId && !caller.actor.personas.has('admin')) {
        throw new Forbidden('Only the person who attached the file, or an administrator, may delete it.');
      }
      if (caller.ifMatch !== undefined) throw new Stale();
      const found = await tx.run('UPDATE attachment SET deleted = 1 WHERE id = ? AND deleted = 0', [id]);
      if (found !== 1) throw new NotFound();
      const before = { attachmentId: id, fileName: row.file_name, sha256: row.sha256 };
      audit(tx, {
        action: 'attachment_deleted',
        recordType: row.record_type,
        recordId: row.record_id,
        recordNumber: record.number ?? null,
        before,
      });
      return row.storage_key;
    });
    await this.forgetUnlessShared(storageKey);
  }

  private record(caller: Caller, subject: ActivitySubject, key: string, file: ReceivedFile): Promise<AttachmentJson> {
    const recordType = subject.shape.subject;
    return this.unitOfWork.run(identifiedByContent(caller, recordType, key, file), async (tx) => {
      const record = await recordToAct(tx, caller, subject, key, 'attach');
      const attachment: Attachment = {
        ...file,
        id: newId(tx.now.getTime()),
        recordType,
        recordId: record.id,
        byId: caller.personId,
        createdAt: tx.now,
        deleted: false,
      };
      await tx.insert(AttachmentSchema, attachment);
      const entry = post(tx, { recordType, recordId: record.id, kind: 'attachment', attachmentId: attachment.id });
      const after = { attachmentId: attachment.id, fileName: file.fileName, sizeBytes: file.sizeBytes, sha256: file.sha256 };
      audit(tx, { action: 'attached', recordType, recordId: record.id, recordNumber: record.number ?? null, after });
      await tx.raise(
        activityEvent(ActivityEvent.attached, tx.now, { recordType, recordId: record.id, entryId: entry.id, attachmentId: attachment.id }),
      );
      return attachmentJson(attachment, { id: caller.personId, name: caller.personName, kind: caller.actor.kind });
    });
  }

  /** Several records may have the same file; its bytes go with the last of them. Asked after the commit, see `copyAttachments`. */
  private async forgetUnlessShared(storageKey: string): Promise<void> {
    const [other] = await this.database.rows('SELECT a.id FROM attachment a WHERE a.storage_key = ? AND a.deleted = 0 LIMIT 1', [
      storageKey,
    ]);
    if (!other) await this.forget(storageKey);
  }

  /** Nobody can see these bytes any more; that they could not be removed is for the operator to know. */
  private async forget(storageKey: string): Promise<void> {
    await this.store.remove(storageKey).catch((error: unknown) => this.log.error({ err: error }, 'a file could not be removed'));
  }
}

/** A repeated upload is the same request when it brings the same file: a form's boundaries differ each time. */
function identifiedByContent(caller: Caller, recordType: string, key: string, file: ReceivedFile): Caller {
  if (!caller.idempotency) return caller;
  const hash = createHash('sha256').update(['attach', recordType, key, file.fileName, file.sha256].join('\n')).digest('hex');
  return { ...caller, idempotency: { ...caller.idempotency, hash } };
}
