import { Injectable } from '@nestjs/common';
import { Database, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { AdministrationApi, CUSTOMER_SERVICE } from '../../administration/index.js';
import type { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { type WaitingCase, waitingCases } from '../persistence/waiting-cases.js';
import { CaseWriter } from './case-writer.js';

const DAY = 24 * 3_600_000;
const REMINDED_AFTER = 5 * DAY;
const CLOSED_AFTER = 10 * DAY;
const A_BATCH = 20;

const SYSTEM: Origin = { personId: null, personName: 'System', requestId: 'auto-close' };

export const REMINDER =
  'A solution was proposed five days ago. Please accept or reject it. The case is closed automatically when ten days have passed without an answer.';
export const CLOSED = 'The case was closed automatically: the proposed solution was not answered for ten days.';

/**
 * The flow "Auto Close Resolved Cases": who does not answer a proposed solution is reminded after five days, and after ten
 * the case is closed. Each case is one transaction that looks again at what the case is, so that several processes may do
 * it at once, and one that broke off may be begun anew: no case is reminded or closed twice.
 */
@Injectable()
export class AutoClose {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly administration: AdministrationApi,
    private readonly cases: ServiceCaseRepository,
    private readonly writer: CaseWriter,
  ) {}

  /** Does what is due at that moment, and nothing while the flow is off. Leaves off soon after the signal. */
  async run(now: Date, signal?: AbortSignal): Promise<void> {
    const { activePlugins, flows } = await this.administration.read(this.database);
    if (!flows.get('auto_close_resolved_cases')?.active || !activePlugins.has(CUSTOMER_SERVICE)) return;
    let after: WaitingCase | null = null;
    for (let found = A_BATCH; found === A_BATCH; ) {
      const some: WaitingCase[] = await waitingCases(this.database, new Date(now.getTime() - REMINDED_AFTER), after, A_BATCH);
      for (const { id } of some) {
        if (signal?.aborted) return;
        await this.unitOfWork.run(SYSTEM, (tx) => this.treat(tx, id, now));
      }
      found = some.length;
      after = some.at(-1) ?? null;
    }
  }

  private async treat(tx: Transaction, id: string, now: Date): Promise<void> {
    const serviceCase = await this.cases.byId(tx, id);
    const waited = waitedFor(serviceCase, now);
    if (!serviceCase || waited < REMINDED_AFTER) return;
    if (waited >= CLOSED_AFTER) {
      serviceCase.autoClose(tx.now);
      await this.writer.save(tx, serviceCase, 'auto_closed');
      await this.writer.comment(tx, serviceCase, CLOSED);
    } else if (serviceCase.state.remindedAt === null) {
      serviceCase.remind(tx.now);
      await this.writer.save(tx, serviceCase, 'reminded');
      await this.writer.comment(tx, serviceCase, REMINDER);
    }
  }
}

/** How long the case has waited for its customer side; it waits for nobody when it is not resolved any more. */
function waitedFor(serviceCase: ServiceCase | null, now: Date): number {
  if (serviceCase?.state.state !== 'resolved' || !serviceCase.state.resolvedAt) return 0;
  return now.getTime() - serviceCase.state.resolvedAt.getTime();
}
