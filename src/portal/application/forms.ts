import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Database } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { ACTIVE_STATES, caseShape } from '../../cases/index.js';
import { projectShape } from '../../projects/index.js';
import { ProjectTaskSchema, type ProjectTaskState, projectTaskShape } from '../../tasks/index.js';
import { FORM_FIELDS } from '../portal.fields.js';
import { offers } from '../portal-access.js';
import { caseFlow, type FlowStep } from './case-flow.js';
import { type Action, type Form, fieldsOf } from './form.js';
import type { RelatedListSummary } from './related-lists.js';
import { Surroundings } from './surroundings.js';

const CREATE_CASE = { key: 'create_case', label: 'Create Case' };
const MARK_COMPLETE = { key: 'mark_complete', label: 'Mark Complete' };
const ACCEPT = { key: 'accept_solution', label: 'Accept Solution' };
const REJECT = { key: 'reject_solution', label: 'Reject Solution' };
const CLOSE = { key: 'close_case', label: 'Close Case' };

/** The page of a case also shows how far it has come. */
export interface CaseForm extends Form {
  readonly stateFlow: readonly FlowStep[];
}

/** The forms of the portal (section 4). Each throws NotFound for a record that the person may not see. */
@Injectable()
export class Forms {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
    private readonly surroundings: Surroundings,
  ) {}

  /** Read-only; a case may be opened for it. */
  async project(caller: Caller, key: string): Promise<Form> {
    const record = await this.reader.one(caller, projectShape, key);
    const { relatedLists, activity } = await this.surroundings.of(caller, projectShape, 'project', record);
    return { record, fields: fieldsOf(record, FORM_FIELDS.project), relatedLists, actions: createCase(caller), activity };
  }

  /** Decision 4: the assignee of an open task sets its actual dates and completes it; whoever else sees it only reads. */
  async projectTask(caller: Caller, key: string): Promise<Form> {
    const { ability } = caller;
    const state = await loadRecord<ProjectTaskState>(this.database, ability, ProjectTaskSchema, key);
    const record = await this.reader.one(caller, projectTaskShape, state.id);
    const may = (action: string): boolean => ability.can(action, 'ProjectTask', state);
    // A parent's dates are those of its tasks (BR-102).
    const writable = !state.isParent && may('update') ? ability.fieldsOn('update', 'ProjectTask', state) : new Set<string>();
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.projectTask, (name) => writable === 'all' || writable.has(name)),
      relatedLists: [],
      actions: [...(may('complete') ? [MARK_COMPLETE] : []), ...createCase(caller)],
      activity: { comment: may('comment'), attach: may('attach') },
    };
  }

  /** Decision 20: in Resolved the customer side accepts or rejects; before, it may close the case. */
  async case(caller: Caller, key: string): Promise<CaseForm> {
    const record = await this.reader.one(caller, caseShape, key);
    const asked = ['accept_solution', 'reject_solution', 'close'];
    const { relatedLists, activity, may } = await this.surroundings.of(caller, caseShape, 'case', record, asked);
    const resolved = record.state === 'resolved';
    const active = (ACTIVE_STATES as readonly unknown[]).includes(record.state);
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.case),
      relatedLists: [...relatedLists, ...relatedRecords(record)],
      actions: [
        ...(resolved && may.has('accept_solution') ? [ACCEPT] : []),
        ...(resolved && may.has('reject_solution') ? [REJECT] : []),
        ...(active && may.has('close') ? [CLOSE] : []),
      ],
      activity,
      stateFlow: caseFlow(record.state),
    };
  }
}

const createCase = (caller: Caller): Action[] => (offers.projectCases(caller) ? [CREATE_CASE] : []);

/** Related Records stand there where the person sees any of them (decision 8). */
function relatedRecords({ changeRequest, issue }: RecordJson): RelatedListSummary[] {
  const count = [changeRequest, issue].filter((one) => one !== null && one !== undefined).length;
  return count ? [{ key: 'related_records', label: 'Related Records', count }] : [];
}
