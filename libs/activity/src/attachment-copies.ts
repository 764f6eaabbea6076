import { newId } from '#libs/kernel';
import { type Transaction, tableOf } from '#libs/persistence';
import { toState } from '#libs/records';
import { type Attachment, AttachmentSchema } from './activity.schema.js';
import { ActivityEvent, activityEvent } from './activity-events.js';
import { audit, post } from './journal.js';

/** A record as attachments name it. */
export interface OwnerOfFiles {
  readonly recordType: string;
  readonly recordId: string;
  readonly recordNumber?: string | null;
}

/**
 * Attaches the files of one record to another one as well. The bytes are shared; each record's attachment is deleted
 * apart. The rows that are copied stay locked until the transaction ends: whoever deletes one of them meanwhile looks for
 * others with the same bytes only afterwards. Whether the caller may do this, the caller has asked.
 * @returns how many files there were
 */
export async function copyAttachments(tx: Transaction<any>, from: OwnerOfFiles, to: OwnerOfFiles): Promise<number> {
  const table = tableOf(AttachmentSchema);
  const rows = await tx.rows(
    `SELECT a.* FROM attachment a WHERE a.record_id = ? AND a.record_type = ? AND a.deleted = 0 ORDER BY a.id${tx.forUpdate}`,
    [from.recordId, from.recordType],
  );
  const { recordType, recordId, recordNumber = null } = to;
  const copies = rows.map((row): Attachment => {
    const file = toState<Attachment>(table, row);
    return { ...file, id: newId(tx.now.getTime()), recordType, recordId, byId: tx.origin.personId, createdAt: tx.now };
  });
  await tx.insertMany(AttachmentSchema, copies);
  for (const { id: attachmentId, fileName, sizeBytes, sha256 } of copies) {
    const entry = post(tx, { recordType, recordId, kind: 'attachment', attachmentId });
    audit(tx, { action: 'attached', recordType, recordId, recordNumber, after: { attachmentId, fileName, sizeBytes, sha256 } });
    await tx.raise(activityEvent(ActivityEvent.attached, tx.now, { recordType, recordId, entryId: entry.id, attachmentId }));
  }
  return copies.length;
}
