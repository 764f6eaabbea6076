import {
  bigInteger,
  flag,
  indexEntries,
  indexedText,
  instant,
  json,
  key,
  longText,
  looseReference,
  optional,
  tableOf,
  tableSchema,
  tagOf,
  text,
} from '#libs/persistence';

export type ActivityKind = 'comment' | 'work_note' | 'field_change' | 'attachment' | 'system';

/** Who may see an entry: whoever sees the record; internal people who see it; who may read its work notes. */
export type Audience = 'everyone' | 'internal' | 'work_notes';

/** A field that changed. References are kept as ids and named when shown, under the reader's rules. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface ActivityEntry {
  id: string;
  recordType: string;
  recordId: string;
  kind: ActivityKind;
  audience: Audience;
  at: Date;
  /** Null for the system. */
  byId: string | null;
  text: string | null;
  changes: FieldChange[] | null;
  attachmentId: string | null;
}

/** One stream for each record: comments, work notes, field history, attachments, system posts. */
export const ActivityEntrySchema = tableSchema<ActivityEntry>(
  'ActivityEntry',
  'activity_entry',
  {
    id: key(),
    recordType: text(40),
    recordId: looseReference(),
    kind: text(20),
    audience: text(12),
    at: instant(),
    byId: optional(looseReference()),
    text: optional(longText()),
    changes: optional(json()),
    attachmentId: optional(looseReference()),
  },
  { index: [['recordId', 'at', 'id']] },
);

/** What people write is found in the record's list: comments by who sees the record, work notes by who may read them. */
indexEntries<ActivityEntry>(tableOf(ActivityEntrySchema), ({ kind, recordType, recordId, text: written }) =>
  kind === 'comment' || kind === 'work_note' ? { recordId, audience: kind, text: indexedText([[tagOf(recordType, kind), written]]) } : null,
);

export interface AuditEntry {
  id: string;
  at: Date;
  personId: string | null;
  personName: string;
  requestId: string;
  /** What was done: created, updated, deleted, denied, or the name of the action. */
  action: string;
  recordType: string;
  recordId: string | null;
  recordNumber: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Who did what, with the values before and after. Rows are only ever added. */
export const AuditEntrySchema = tableSchema<AuditEntry>(
  'AuditEntry',
  'audit_entry',
  {
    id: key(),
    at: instant(),
    personId: optional(looseReference()),
    personName: text(200),
    requestId: text(64),
    action: text(60),
    recordType: text(40),
    recordId: optional(looseReference()),
    recordNumber: optional(text(40)),
    before: optional(json()),
    after: optional(json()),
  },
  {
    index: [
      ['recordId', 'at', 'id'],
      ['recordNumber', 'at', 'id'],
      ['personId', 'at', 'id'],
      ['at', 'id'],
    ],
  },
);

export interface Attachment {
  id: string;
  recordType: string;
  recordId: string;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  /** The name under which the store keeps the bytes; never shown. */
  storageKey: string;
  byId: string | null;
  createdAt: Date;
  deleted: boolean;
}

export const AttachmentSchema = tableSchema<Attachment>(
  'Attachment',
  'attachment',
  {
    id: key(),
    recordType: text(40),
    recordId: looseReference(),
    fileName: text(255),
    contentType: text(100),
    sizeBytes: bigInteger(),
    sha256: text(64),
    storageKey: text(100),
    byId: optional(looseReference()),
    createdAt: instant(),
    deleted: flag(false),
  },
  { index: [['recordId', 'id'], ['storageKey']] },
);
