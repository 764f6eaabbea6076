import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { withLinks } from '#libs/records';
import { ActorSource } from '../../identity/index.js';
import type { ServiceCaseState } from '../domain/case-fields.js';
import { ServiceCaseSchema } from '../persistence/service-case.schema.js';

/** Those for whom the case is worked: its contact or consumer; where a partner stands for a customer without one, the partner's. */
export const customersOf = ({ contactId, consumerId, partnerContactId }: ServiceCaseState): string[] => {
  const named = [contactId, consumerId].filter((id) => id !== null);
  return named.length || partnerContactId === null ? named : [partnerContactId];
};

/** Sifts whom a mail about a case may go to. */
@Injectable()
export class CaseMailRecipients {
  constructor(private readonly actors: ActorSource) {}

  /**
   * BR-172, BR-177. Those of the people who may do this to the case as their rights are now, each once, and not the one
   * whose doing is told: being on a list gives no access, so a mail must not tell what its reader may not read.
   */
  async among(
    tx: Transaction<any>,
    state: ServiceCaseState,
    personIds: readonly string[],
    byId: unknown,
    action = 'read',
  ): Promise<string[]> {
    const asked = [...new Set(personIds)].filter((id) => id !== byId);
    const abilities = await this.actors.abilitiesOf(tx, asked);
    const allowed: string[] = [];
    for (const [id, ability] of abilities) {
      const record = await withLinks(tx, ability, ServiceCaseSchema, state);
      if (ability.can('read', 'ServiceCase', record) && ability.can(action, 'ServiceCase', record)) allowed.push(id);
    }
    return allowed;
  }
}
