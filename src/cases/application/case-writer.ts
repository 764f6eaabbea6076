import { Injectable } from '@nestjs/common';
import { type ActivityEntry, ActivityEvent, post, recordChange } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import type { Transaction } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { caseShape, INTERNAL_CASE_FIELDS } from '../case.shape.js';
import type { By } from '../domain/case-fields.js';
import type { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';

/** Writes a changed case with its audit line and its history, and shows it as it is then. */
@Injectable()
export class CaseWriter {
  constructor(
    private readonly cases: ServiceCaseRepository,
    private readonly reader: RecordReader,
  ) {}

  async write(tx: Transaction<any>, caller: Caller, serviceCase: ServiceCase, action?: string): Promise<RecordJson> {
    await this.save(tx, serviceCase, action);
    return this.show(tx, caller, serviceCase);
  }

  show(tx: Transaction<any>, caller: Caller, serviceCase: ServiceCase): Promise<RecordJson> {
    return this.reader.one(caller, caseShape, serviceCase.id, tx);
  }

  async save(tx: Transaction<any>, serviceCase: ServiceCase, action?: string): Promise<void> {
    await this.cases.save(tx, serviceCase);
    recordChange(tx, caseShape, serviceCase, { internalFields: INTERNAL_CASE_FIELDS, ...(action ? { action } : {}) });
  }

  /** A comment that comes with an action, heard as any other. */
  async comment(tx: Transaction<any>, serviceCase: ServiceCase, text: string): Promise<void> {
    const entry = post(tx, { recordType: caseShape.subject, recordId: serviceCase.id, kind: 'comment', text });
    await this.heard(tx, ActivityEvent.commented, entry);
  }

  /** A work note that comes with an action or that a flow writes, heard as any other. */
  async workNote(tx: Transaction<any>, serviceCase: ServiceCase, text: string, by: 'actor' | 'flow'): Promise<void> {
    const written = { kind: 'work_note', audience: 'work_notes', ...(by === 'flow' ? { byId: null } : {}) } as const;
    const entry = post(tx, { recordType: caseShape.subject, recordId: serviceCase.id, ...written, text });
    await this.heard(tx, ActivityEvent.workNoted, entry);
  }

  private heard(tx: Transaction<any>, type: string, { id, recordType, recordId }: ActivityEntry): Promise<void> {
    return tx.raise({ type, aggregateId: recordId, occurredAt: tx.now, payload: { recordType, recordId, entryId: id } });
  }
}

export const byOf = (caller: Caller, now: Date): By => ({ personId: caller.personId, now });
