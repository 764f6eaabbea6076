import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { Conflict, Invalid } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { CasesApi, FINAL_STATES, type ServiceCaseState } from '../../cases/index.js';
import { WorkOrder } from '../domain/work-order.js';
import type { CreateWorkOrderDto, WorkOrderFromCaseDto } from '../dto/work-order.dto.js';
import { WorkOrderRepository } from '../persistence/work-order.repository.js';
import { fullShapeFor } from '../work-order.views.js';
import { OrderFields, writable } from './order-fields.js';

/** A case that is over takes no further orders: it is kept as it was (decision 20). */
const caseClosed = () => new Conflict('case_closed', 'The case is closed or canceled: no work order can be created from it.');

/** Creates work orders, from cases and without. */
@Injectable()
export class WorkOrderOpening {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: WorkOrderRepository,
    private readonly cases: CasesApi,
    private readonly fields: OrderFields,
    private readonly reader: RecordReader,
  ) {}

  /**
   * BR-FSM-044, BR-FSM-046, decision 43. An order with what the case says now; what the body says goes before it. Later
   * changes of the case do not reach it (BR-FSM-047, BR-184).
   */
  fromCase(caller: Caller, caseKey: string, payload: Payload<WorkOrderFromCaseDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const serviceCase = await this.cases.get(tx, caller.ability, caseKey);
      const wanted = { caseId: serviceCase.id, openedById: caller.personId };
      authorize(caller.ability, 'create', 'WorkOrder', { ...BLANK, ...wanted });
      const fields = payload.read(writable(caller, caller.ability.fieldsOn('create', 'WorkOrder', { ...BLANK, ...wanted })));
      return this.open(tx, caller, serviceCase, fields);
    });
  }

  /** The same with the case in the body; who works in field service may leave the case out. */
  create(caller: Caller, payload: Payload<CreateWorkOrderDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const grants = caller.ability.fieldsFor('create', 'WorkOrder');
      const { caseId, ...fields } = payload.read(writable(caller, grants === 'all' ? grants : new Set([...grants, 'caseId'])));
      const serviceCase = caseId ? await this.cases.named(tx, caller.ability, 'caseId', caseId) : null;
      authorize(caller.ability, 'create', 'WorkOrder', { ...BLANK, caseId: serviceCase?.id ?? null, openedById: caller.personId });
      return this.open(tx, caller, serviceCase, fields);
    });
  }

  private async open(
    tx: Transaction<Caller>,
    caller: Caller,
    serviceCase: ServiceCaseState | null,
    fields: WorkOrderFromCaseDto,
  ): Promise<RecordJson> {
    if (serviceCase && (FINAL_STATES as readonly string[]).includes(serviceCase.state)) throw caseClosed();
    const by = { personId: caller.personId, now: tx.now };
    const identity = await this.orders.newIdentity(tx);
    const order = serviceCase
      ? WorkOrder.fromCase(identity, serviceCase, by)
      : WorkOrder.draft(identity, required(fields.shortDescription), by);
    await this.fields.apply(tx, caller, order, fields);
    await this.orders.save(tx, order);
    const shape = fullShapeFor(caller);
    recordChange(tx, shape, order);
    return this.reader.one(caller, shape, order.id, tx);
  }
}

/** What rules about creation may look at, before there is an order. */
const BLANK = { state: 'draft', accountId: null, contactId: null };

function required(shortDescription: string | undefined): string {
  if (shortDescription === undefined) throw Invalid.field('shortDescription', 'required', 'shortDescription is required without a case');
  return shortDescription;
}
