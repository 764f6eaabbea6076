import { newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import type { RecordShape } from '#libs/records';
import { type ActivityEntry, ActivityEntrySchema, type AuditEntry, AuditEntrySchema, type FieldChange } from './activity.schema.js';

type Entry = Pick<ActivityEntry, 'recordType' | 'recordId' | 'kind'> & Partial<ActivityEntry>;

/** Adds an entry to a record's activity stream, with the transaction. */
export function post(tx: Transaction<any>, entry: Entry): ActivityEntry {
  const whole: ActivityEntry = {
    id: newId(tx.now.getTime()),
    audience: 'everyone',
    at: tx.now,
    byId: tx.origin.personId,
    text: null,
    changes: null,
    attachmentId: null,
    ...entry,
  };
  tx.append(ActivityEntrySchema, whole);
  return whole;
}

/** Writes down who did what, with the transaction. */
export function audit(tx: Transaction<any>, entry: Pick<AuditEntry, 'action' | 'recordType' | 'recordId'> & Partial<AuditEntry>): void {
  const { personId, personName, requestId } = tx.origin;
  tx.append(AuditEntrySchema, {
    id: newId(tx.now.getTime()),
    at: tx.now,
    personId,
    personName,
    requestId,
    recordNumber: null,
    before: null,
    after: null,
    ...entry,
  });
}

/** What a record was and what it is; an aggregate is one. */
export interface Change<S extends { readonly id: string }> {
  readonly before: S;
  readonly state: S;
  readonly changes: Partial<S>;
  readonly isNew: boolean;
}

const UNREMARKABLE = new Set(['id', 'createdAt', 'updatedAt', 'version']);

/**
 * Writes what was changed to the audit log and to its activity stream: one entry for the fields that
 * everyone may see, one for those that only internal people may.
 * @param options.internalFields names of the shape's fields that no external person may read
 * @param options.derived properties that follow from other records: no news of this one
 */
export function recordChange<S extends { readonly id: string }>(
  tx: Transaction<any>,
  shape: RecordShape,
  change: Change<S>,
  options: { action?: string; internalFields?: ReadonlySet<string>; derived?: readonly string[] } = {},
): void {
  const { before, state, isNew } = change;
  const changed = isNew
    ? (Object.keys(state) as (keyof S & string)[]).filter((name) => state[name] !== null)
    : (Object.keys(change.changes) as (keyof S & string)[]);
  const names = changed.filter((name) => !UNREMARKABLE.has(name) && !options.derived?.includes(name));
  if (!names.length) return;
  const number = (state as unknown as { number?: string }).number ?? null;
  audit(tx, {
    action: options.action ?? (isNew ? 'created' : 'updated'),
    recordType: shape.subject,
    recordId: state.id,
    recordNumber: number,
    before: isNew ? null : pick(before, names),
    after: pick(state, names),
  });
  if (isNew) {
    post(tx, { recordType: shape.subject, recordId: state.id, kind: 'system', text: number ? `${number} created` : 'Created' });
    return;
  }
  const { open, internal } = changesOf(shape, before, state, names, options.internalFields ?? new Set());
  if (open.length) post(tx, { recordType: shape.subject, recordId: state.id, kind: 'field_change', changes: open });
  if (internal.length)
    post(tx, { recordType: shape.subject, recordId: state.id, kind: 'field_change', audience: 'internal', changes: internal });
}

const pick = (state: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, kept(state, name)]));

const LONGEST = 2_000;

/** A value as history keeps it: a long text is cut, so that from and to fit into one entry. */
function kept(state: object, name: string): unknown {
  const value = (state as Record<string, unknown>)[name] ?? null;
  return typeof value === 'string' && value.length > LONGEST ? `${[...value].slice(0, LONGEST).join('')}…` : value;
}

function changesOf(shape: RecordShape, before: object, after: object, names: readonly string[], internalFields: ReadonlySet<string>) {
  const open: FieldChange[] = [];
  const internal: FieldChange[] = [];
  for (const [field, { property }] of shape.fields) {
    if (!names.includes(property)) continue;
    const change = { field, from: kept(before, property), to: kept(after, property) };
    (internalFields.has(field) ? internal : open).push(change);
  }
  return { open, internal };
}
