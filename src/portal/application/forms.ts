import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Database } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { ACTIVE_STATES, caseShape, ServiceCaseSchema, type ServiceCaseState } from '../../cases/index.js';
import { workOrderShape } from '../../fsm-integration/index.js';
import { projectShape } from '../../projects/index.js';
import { ProjectTaskSchema, type ProjectTaskState, projectTaskShape } from '../../tasks/index.js';
import { FORM_FIELDS, type Labelled } from '../portal.views.js';
import { offers } from '../portal-access.js';
import { type RelatedListSummary, RelatedLists } from './related-lists.js';

/** A record as the portal shows it: its fields, what hangs on it, and what this person may do with it now. */
export interface Form {
  readonly record: RecordJson;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: unknown; readonly editable: boolean }[];
  readonly relatedLists: readonly RelatedListSummary[];
  readonly actions: readonly { readonly key: string; readonly label: string }[];
}

const CREATE_CASE = { key: 'create_case', label: 'Create Case' };
const MARK_COMPLETE = { key: 'mark_complete', label: 'Mark Complete' };
const ACCEPT = { key: 'accept_solution', label: 'Accept Solution' };
const REJECT = { key: 'reject_solution', label: 'Reject Solution' };
const CLOSE = { key: 'close_case', label: 'Close Case' };

/** The forms of the portal (section 4). Each throws NotFound for a record that the person may not see. */
@Injectable()
export class Forms {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
    private readonly related: RelatedLists,
  ) {}

  /** Read-only; a case may be opened for it. */
  async project(caller: Caller, key: string): Promise<Form> {
    const record = await this.reader.one(caller, projectShape, key);
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.project),
      relatedLists: await this.related.ofProject(caller, String(record.id)),
      actions: offers.projectCases(caller) ? [CREATE_CASE] : [],
    };
  }

  /** Decision 4: the assignee of an open task sets its actual dates and completes it; whoever else sees it only reads. */
  async projectTask(caller: Caller, key: string): Promise<Form> {
    const { ability } = caller;
    const state = await loadRecord<ProjectTaskState>(this.database, ability, ProjectTaskSchema, key);
    const record = await this.reader.one(caller, projectTaskShape, state.id);
    // A parent's dates are those of its tasks (BR-102).
    const writes = !state.isParent && ability.can('update', 'ProjectTask', state);
    const writable = writes ? ability.fieldsOn('update', 'ProjectTask', state) : new Set<string>();
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.projectTask, (name) => writable === 'all' || writable.has(name)),
      relatedLists: [],
      actions: [
        ...(ability.can('complete', 'ProjectTask', state) ? [MARK_COMPLETE] : []),
        ...(offers.projectCases(caller) ? [CREATE_CASE] : []),
      ],
    };
  }

  /** Decision 20: in Resolved the customer side accepts or rejects; before, it may close the case. */
  async case(caller: Caller, key: string): Promise<Form> {
    const { ability } = caller;
    const state = await loadRecord<ServiceCaseState>(this.database, ability, ServiceCaseSchema, key);
    const record = await this.reader.one(caller, caseShape, state.id);
    const may = (action: string): boolean => ability.can(action, 'ServiceCase', state);
    const active = (ACTIVE_STATES as readonly string[]).includes(state.state);
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.case),
      relatedLists: await this.related.ofCase(caller, record),
      actions: [
        ...(state.state === 'resolved' && may('accept_solution') ? [ACCEPT] : []),
        ...(state.state === 'resolved' && may('reject_solution') ? [REJECT] : []),
        ...(active && may('close') ? [CLOSE] : []),
      ],
    };
  }

  async workOrder(caller: Caller, key: string): Promise<Form> {
    const record = await this.reader.one(caller, workOrderShape, key);
    return { record, fields: fieldsOf(record, FORM_FIELDS.workOrder), relatedLists: [], actions: [] };
  }
}

/** The fields of the form that this person reads; a plugin that is off takes its fields along. */
const fieldsOf = (record: RecordJson, fields: readonly Labelled[], editable: (name: string) => boolean = () => false): Form['fields'] =>
  fields.filter(({ name }) => name in record).map(({ name, label }) => ({ name, label, value: record[name], editable: editable(name) }));
