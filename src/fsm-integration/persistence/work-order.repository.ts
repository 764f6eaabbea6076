import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict, newId } from '#libs/kernel';
import { Numbering, type Transaction } from '#libs/persistence';
import { loadRecord, resolveReference, withLinks } from '#libs/records';
import { WorkOrder } from '../domain/work-order.js';
import type { WorkOrderState } from '../domain/work-order-state.js';
import { WorkOrderSchema } from './work-order.schema.js';

const TAKEN = new Conflict('already_exists', 'A work order with this number exists already.');

/** Work orders under the caller's rules. */
@Injectable()
export class WorkOrderRepository {
  constructor(private readonly numbering: Numbering) {}

  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<WorkOrder> {
    return new WorkOrder(await loadRecord<WorkOrderState>(tx, ability, WorkOrderSchema, key));
  }

  /** The order that a body names. @throws Refused (422), the same for one that is hidden and one that never was */
  async named(tx: Transaction<any>, ability: AppAbility, field: string, key: string): Promise<WorkOrder> {
    return new WorkOrder(await resolveReference<WorkOrderState>(tx, ability, WorkOrderSchema, field, key));
  }

  /** The order as the rules need it: with the case that they look at. */
  forRules(tx: Transaction<any>, ability: AppAbility, order: WorkOrder): Promise<object> {
    return withLinks(tx, ability, WorkOrderSchema, order.state as WorkOrderState);
  }

  /** BR-FSM-001. */
  async newIdentity(tx: Transaction<any>): Promise<{ id: string; number: string }> {
    return { id: newId(), number: await this.numbering.next(tx, 'WO') };
  }

  save(tx: Transaction<any>, order: WorkOrder): Promise<boolean> {
    return tx.save(WorkOrderSchema, order, TAKEN);
  }

  remove(tx: Transaction<any>, order: WorkOrder): Promise<void> {
    return tx.remove(WorkOrderSchema, order.id, order.state.version);
  }
}
