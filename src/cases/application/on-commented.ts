import { Injectable } from '@nestjs/common';
import { ActivityEvent, type ActivityEventPayload } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import type { DomainEvent } from '#libs/kernel';
import { DomainEvents } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { caseShape } from '../case.shape.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { byOf, CaseWriter } from './case-writer.js';

/** BR-065. A comment or file of the customer side opens a case that awaits it, in the same transaction. */
@Injectable()
export class OnCommented {
  constructor(
    private readonly cases: ServiceCaseRepository,
    private readonly writer: CaseWriter,
    events: DomainEvents,
  ) {
    for (const type of [ActivityEvent.commented, ActivityEvent.attached]) events.during(type, (event, tx) => this.heard(event, tx));
  }

  private async heard(event: DomainEvent, tx: Transaction<any>): Promise<void> {
    const { recordType, recordId } = event.payload as ActivityEventPayload;
    const { actor } = tx.origin as Partial<Caller>;
    if (recordType !== caseShape.subject || !actor || actor.kind === 'internal') return;
    const serviceCase = await this.cases.byId(tx, recordId);
    if (!serviceCase) return;
    serviceCase.answer(byOf(tx.origin as Caller, tx.now));
    if (Object.keys(serviceCase.changes).length) await this.writer.save(tx, serviceCase, 'answered');
  }
}
