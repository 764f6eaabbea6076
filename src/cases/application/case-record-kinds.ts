import type { Transaction } from '#libs/persistence';
import type { RecordShape } from '#libs/records';
import type { FlowKey } from '../../administration/index.js';
import { changeRequestShape, type FromCase, type ProjectRecordsApi, projectIssueShape } from '../../projects/index.js';
import type { RecordField } from '../domain/case-fields.js';

/** What is said of a record that is opened from a case. */
export type RecordBody = Readonly<Record<string, unknown>>;

/** The record that was opened. */
export interface NewRecord {
  readonly id: string;
  readonly number: string;
}

/** What tells the two kinds of records apart that may be opened from a case. */
export interface CaseRecordKind {
  /** The field of the case that holds it. */
  readonly field: RecordField;
  readonly word: string;
  readonly shape: RecordShape;
  readonly action: 'create_issue' | 'create_change_request';
  /** The mandatory field. */
  readonly title: 'shortDescription' | 'title';
  /** Copies fields of the case to it. */
  readonly copying: FlowKey;
  /** Tells the case of each state of it, and closes the case with it. */
  readonly closing: FlowKey;
  /** As events begin that tell of it. */
  readonly events: string;
  open(records: ProjectRecordsApi, tx: Transaction<any>, from: FromCase, details: RecordBody): Promise<NewRecord>;
}

export const ISSUE: CaseRecordKind = {
  field: 'issueId',
  word: 'issue',
  shape: projectIssueShape,
  action: 'create_issue',
  title: 'shortDescription',
  copying: 'create_issue_from_case',
  closing: 'close_case_on_issue_closure',
  events: 'projects.issue',
  open: (records, tx, from, details) => records.openIssue(tx, from, details as never),
};

export const CHANGE_REQUEST: CaseRecordKind = {
  field: 'changeRequestId',
  word: 'change request',
  shape: changeRequestShape,
  action: 'create_change_request',
  title: 'title',
  copying: 'create_change_request_from_case',
  closing: 'close_case_on_change_closure',
  events: 'projects.change-request',
  open: (records, tx, from, details) => records.openChangeRequest(tx, from, details as never),
};

export const CASE_RECORDS: readonly CaseRecordKind[] = [ISSUE, CHANGE_REQUEST];
