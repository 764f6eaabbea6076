import { Injectable } from '@nestjs/common';
import { ActivityEvent, post, recordChange } from '#libs/activity';
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
    const recordType = caseShape.subject;
    const entry = post(tx, { recordType, recordId: serviceCase.id, kind: 'comment', text });
    const payload = { recordType, recordId: serviceCase.id, entryId: entry.id };
    await tx.raise({ type: ActivityEvent.commented, aggregateId: serviceCase.id, occurredAt: tx.now, payload });
  }
}

export const byOf = (caller: Caller, now: Date): By => ({ personId: caller.personId, now });
