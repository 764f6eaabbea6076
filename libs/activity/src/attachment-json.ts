import { isoInstant } from '#libs/persistence';
import type { Attachment } from './activity.schema.js';
import { attachedProperties, type PersonJson, personSchema } from './entry-json.js';

/** An attachment as an answer shows it. */
export interface AttachmentJson {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the content, 64 lower-case hex digits. */
  readonly sha256: string;
  /** The record it belongs to. */
  readonly record: { readonly type: string; readonly id: string };
  readonly createdBy: PersonJson | null;
  readonly createdAt: string;
}

/** A row of the statements in attachment-queries, as the driver gives it. */
export interface AttachmentRow {
  readonly id: string;
  readonly record_type: string;
  readonly record_id: string;
  readonly file_name: string;
  readonly content_type: string;
  readonly size_bytes: number | string;
  readonly sha256: string;
  readonly storage_key: string;
  readonly created_at: string;
  readonly by_id: string | null;
  readonly by_name: string;
  readonly by_kind: PersonJson['kind'];
}

/** What a row shows. The name under which the store keeps the bytes is not part of it. */
export const attachmentOfRow = (row: AttachmentRow): AttachmentJson => ({
  id: row.id,
  fileName: row.file_name,
  contentType: row.content_type,
  sizeBytes: Number(row.size_bytes),
  sha256: row.sha256,
  record: { type: row.record_type, id: row.record_id },
  createdBy: row.by_id === null ? null : { id: row.by_id, name: row.by_name, kind: row.by_kind },
  createdAt: isoInstant(row.created_at),
});

/** What was just attached, for the person who attached it. */
export const attachmentJson = (attachment: Attachment, createdBy: PersonJson): AttachmentJson => ({
  id: attachment.id,
  fileName: attachment.fileName,
  contentType: attachment.contentType,
  sizeBytes: attachment.sizeBytes,
  sha256: attachment.sha256,
  record: { type: attachment.recordType, id: attachment.recordId },
  createdBy,
  createdAt: attachment.createdAt.toISOString(),
});

const ID = attachedProperties.id;

/** An attachment in the API document. */
export const attachmentSchema = {
  type: 'object',
  properties: {
    ...attachedProperties,
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    record: {
      type: 'object',
      description: 'The record it belongs to: its kind as the rules name it, and its id.',
      properties: { type: { type: 'string', example: 'ServiceCase' }, id: ID },
      required: ['type', 'id'],
      additionalProperties: false,
    },
    createdBy: personSchema,
    createdAt: { type: 'string', format: 'date-time', example: '2026-03-02T08:00:00.000Z' },
  },
  required: ['id', 'fileName', 'contentType', 'sizeBytes', 'sha256', 'record', 'createdBy', 'createdAt'],
  additionalProperties: false,
};
