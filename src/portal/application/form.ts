import type { RecordJson } from '#libs/records';
import type { Labelled } from '../labelled.js';
import type { RelatedListSummary } from './related-lists.js';

export interface Action {
  readonly key: string;
  readonly label: string;
}

/** Whether the person may write into the activity stream of the record now. */
export interface Activity {
  readonly comment: boolean;
  readonly attach: boolean;
}

export interface FormField extends Labelled {
  readonly value: unknown;
  /** Whether the person may change it now. */
  readonly editable: boolean;
}

/** A record as the portal shows it: its fields, what hangs on it, and what this person may do with it now. */
export interface Form {
  readonly record: RecordJson;
  readonly fields: readonly FormField[];
  readonly relatedLists: readonly RelatedListSummary[];
  readonly actions: readonly Action[];
  readonly activity: Activity;
}

/** The fields of the form that this person reads; a plugin that is off takes its fields along. */
export const fieldsOf = (record: RecordJson, fields: readonly Labelled[], editable: (name: string) => boolean = () => false): FormField[] =>
  fields.filter(({ name }) => name in record).map(({ name, label }) => ({ name, label, value: record[name], editable: editable(name) }));
