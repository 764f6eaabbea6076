import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { loadRecord, statesOf } from '#libs/records';
import type { ServiceCaseState } from '../domain/case-fields.js';
import { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseSchema } from './service-case.schema.js';

const TAKEN = new Conflict('already_exists', 'A case with this number exists already.');

/** Cases, under the caller's rules where an ability is asked for. */
@Injectable()
export class ServiceCaseRepository {
  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<ServiceCase> {
    return new ServiceCase(await loadRecord<ServiceCaseState>(tx, ability, ServiceCaseSchema, key));
  }

  /** Whatever the caller may see: for rules, never for an answer. */
  async byId(tx: Transaction<any>, id: string): Promise<ServiceCase | null> {
    const [state] = await statesOf<ServiceCaseState>(tx, ServiceCaseSchema, 'id', [id]);
    return state ? new ServiceCase(state) : null;
  }

  /** The first cases that belong to a project, closed ones included. */
  async ofProject(tx: Transaction<any>, projectId: string): Promise<string[]> {
    const rows = await tx.rows<{ number: string }>(
      'SELECT c.number FROM service_case c WHERE c.project_id = ? ORDER BY c.opened_at LIMIT 3',
      [projectId],
    );
    return rows.map(({ number }) => number);
  }

  /**
   * Whether a case is another one or lies below it. The cases on the way up are held until the end, so that of two who
   * put cases below each other at once the second one sees what the first did.
   */
  async liesWithin(tx: Transaction<any>, id: string, above: string): Promise<boolean> {
    for (let at: string | null = id; at !== null; ) {
      if (at === above) return true;
      const [row]: { parent_id: string | null }[] = await tx.rows(`SELECT c.parent_id FROM service_case c WHERE c.id = ?${tx.forUpdate}`, [
        at,
      ]);
      at = row?.parent_id ?? null;
    }
    return false;
  }

  save(tx: Transaction<any>, serviceCase: ServiceCase): Promise<boolean> {
    return tx.save(ServiceCaseSchema, serviceCase, TAKEN);
  }
}
