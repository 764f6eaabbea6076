import type { PersonKind } from '#libs/authorization';
import type { ActivityEntry, ActivityKind, FieldChange } from './activity.schema.js';

/** A person as an answer names one. */
export interface PersonJson {
  readonly id: string;
  readonly name: string;
  readonly kind: PersonKind;
}

/** An attachment as its entry names it; null in the entry once the file was deleted. */
export interface AttachedJson {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** An entry of an activity stream as an answer shows it. */
export interface EntryJson {
  readonly id: string;
  readonly kind: ActivityKind;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  /** Null for the system. */
  readonly by: PersonJson | null;
  readonly text: string | null;
  readonly changes: readonly FieldChange[];
  readonly attachment: AttachedJson | null;
}

/** An entry that was just written, for the person who wrote it. */
export const entryJson = (entry: ActivityEntry, by: PersonJson, attachment: AttachedJson | null = null): EntryJson => ({
  id: entry.id,
  kind: entry.kind,
  at: entry.at.toISOString(),
  by,
  text: entry.text,
  changes: entry.changes ?? [],
  attachment,
});

const ID = { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' };
const closed = { additionalProperties: false };

/** A person in the API document. */
export const personSchema = {
  type: ['object', 'null'],
  properties: {
    id: ID,
    name: { type: 'string', example: 'Ada Boxeo' },
    kind: { type: 'string', enum: ['internal', 'contact', 'consumer'], example: 'contact' },
  },
  required: ['id', 'name', 'kind'],
  ...closed,
};

/** What an entry tells of an attachment, in the API document. */
export const attachedProperties = {
  id: ID,
  fileName: { type: 'string', maxLength: 255, example: 'pump-hall-2.jpg' },
  contentType: { type: 'string', example: 'image/jpeg' },
  sizeBytes: { type: 'integer', minimum: 0, example: 184320 },
};

const changeSchema = {
  type: 'object',
  description: 'A field that changed. A reference is shown as the record shows it; null where you may not see it.',
  properties: {
    field: { type: 'string', example: 'priority' },
    from: { description: 'The value before; null when there was none.', example: 4 },
    to: { description: 'The value after; null when it was cleared.', example: 2 },
  },
  required: ['field', 'from', 'to'],
  ...closed,
};

/** An entry in the API document. */
export const entrySchema = {
  type: 'object',
  properties: {
    id: ID,
    kind: { type: 'string', enum: ['comment', 'work_note', 'field_change', 'attachment', 'system'], example: 'comment' },
    at: { type: 'string', format: 'date-time', example: '2026-03-02T08:00:00.000Z' },
    by: { ...personSchema, description: 'Null for the system.' },
    text: { type: ['string', 'null'], example: 'The pump is noisy again.' },
    changes: { type: 'array', items: changeSchema, description: 'Only fields that you may read.' },
    attachment: {
      type: ['object', 'null'],
      description: 'Null also when the file was deleted.',
      properties: attachedProperties,
      required: Object.keys(attachedProperties),
      ...closed,
    },
  },
  required: ['id', 'kind', 'at', 'by', 'text', 'changes', 'attachment'],
  ...closed,
};
