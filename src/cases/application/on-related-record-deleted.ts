import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { CASE_RECORDS } from './case-record-kinds.js';
import { CaseWriter } from './case-writer.js';

/** BR-080. A case whose issue or change request is deleted may have another one. */
@Injectable()
export class OnRelatedRecordDeleted {
  constructor(cases: ServiceCaseRepository, writer: CaseWriter, events: DomainEvents) {
    for (const { field, events: of } of CASE_RECORDS) {
      events.during(`${of}-deleted`, async ({ aggregateId, payload: { caseId } }, tx) => {
        const serviceCase = typeof caseId === 'string' ? await cases.byId(tx, caseId) : null;
        if (!serviceCase) return;
        serviceCase.unlink(field, aggregateId);
        if (Object.keys(serviceCase.changes).length) await writer.save(tx, serviceCase, 'record_deleted');
      });
    }
  }
}
