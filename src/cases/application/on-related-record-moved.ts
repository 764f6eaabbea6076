import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import type { DomainEvent } from '#libs/kernel';
import { DomainEvents } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { FlowsApi } from '../../administration/index.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { CASE_RECORDS, type CaseRecordKind } from './case-record-kinds.js';
import { CaseWriter } from './case-writer.js';

/**
 * BR-076 to BR-078. While the flow of its kind is on, an issue or a change request tells its case of each of its states,
 * and closes the case when it is closed, in the same transaction. A case that has ended hears nothing (BR-068).
 */
@Injectable()
export class OnRelatedRecordMoved {
  constructor(
    private readonly cases: ServiceCaseRepository,
    private readonly writer: CaseWriter,
    private readonly flows: FlowsApi,
    events: DomainEvents,
  ) {
    for (const kind of CASE_RECORDS) events.during(`${kind.events}-state-changed`, (event, tx) => this.heard(kind, event, tx));
  }

  private async heard(kind: CaseRecordKind, { payload }: DomainEvent, tx: Transaction<any>): Promise<void> {
    const { caseId, number, to, closed } = payload;
    if (typeof caseId !== 'string' || !(await this.flows.isActive(sourceOf(tx), kind.closing))) return;
    const serviceCase = await this.cases.byId(tx, caseId);
    if (!serviceCase || serviceCase.hasEnded) return;
    const name = `${kind.word} ${String(number)}`;
    await this.writer.workNote(tx, serviceCase, `State of ${name}: ${String(to).replaceAll('_', ' ')}`, 'flow');
    if (!closed) return;
    serviceCase.closeWithRecord(name, tx.now);
    await this.writer.save(tx, serviceCase, 'closed_with_record');
  }
}

/** Whoever made a request knows how the flows are set; what the program does by itself reads it. */
const sourceOf = (tx: Transaction<any>) => (tx.origin as Partial<Caller>).actor ?? tx;
