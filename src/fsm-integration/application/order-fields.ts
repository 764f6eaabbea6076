import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Refused } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { FIELD_SERVICE_FOR_CASES } from '../../administration/index.js';
import { CustomersApi } from '../../customers/index.js';
import type { WorkOrder } from '../domain/work-order.js';
import type { OrderDetails, OrderReferences } from '../domain/work-order-state.js';
import type { WorkOrderFromCaseDto } from '../dto/work-order.dto.js';
import { type NamedReference, namedReferences, REFERENCE_FIELDS, type ReferenceField } from '../persistence/named-references.js';

const OWN = [
  'companyId',
  'callerId',
  'shortDescription',
  'description',
  'priority',
  'location',
  'qualificationGroupId',
  'assignmentGroupId',
  'billable',
];
/** What the integration with cases brings (A8). */
const WITH_CASES = ['caseId', 'accountId', 'consumerId', 'contactId', 'assetId', 'partnerId', 'partnerContactId'];

/** BR-FSM-056. The request fields among those a rule grants; while the integration is off, its fields are unknown ones. */
export function writable({ actor }: Caller, granted: ReadonlySet<string> | 'all'): ReadonlySet<string> {
  const all = actor.plugins.has(FIELD_SERVICE_FOR_CASES) ? [...OWN, ...WITH_CASES] : OWN;
  return new Set(granted === 'all' ? all : all.filter((name) => granted.has(name)));
}

type Named = Partial<Record<ReferenceField, NamedReference | null>>;

/** Puts what a body says into an order. */
@Injectable()
export class OrderFields {
  constructor(private readonly customers: CustomersApi) {}

  /** @throws Refused (422) for a record that is unknown or hidden, or that does not go with the rest of the order */
  async apply(tx: Transaction<any>, { ability }: Caller, order: WorkOrder, fields: WorkOrderFromCaseDto): Promise<void> {
    const given = Object.entries(fields).filter(([field]) => isReference(field)) as [ReferenceField, string | null][];
    const keys = Object.fromEntries(given.filter(([, key]) => key !== null)) as Partial<Record<ReferenceField, string>>;
    const found = await namedReferences(tx, ability, keys);
    const named = Object.fromEntries(given.map(([field]) => [field, found[field] ?? null])) as Named;
    const { qualificationGroupId, assignmentGroupId, ...references } = idsOf(named);
    order.refer(references as Partial<OrderReferences>);
    order.describe({ ...groups(qualificationGroupId, assignmentGroupId), ...detailsOf(fields) });
    await this.check(tx, order, named);
  }

  /** What was named must go with the order as it is then (A2); what stood before is not asked about again. */
  private async check(tx: Transaction<any>, { state }: WorkOrder, named: Named): Promise<void> {
    const { companyId: company, contactId: contact, partnerContactId: partnerContact, assetId: asset } = named;
    if (company && !company.customer) throw Refused.field('companyId', 'not_a_customer', 'The company must be a customer.');
    if (partnerContact && partnerContact.accountId !== state.partnerId)
      throw Refused.field('partnerContactId', 'references_disagree', 'The partner contact must belong to the partner.');
    if (asset?.accountId && asset.accountId !== state.accountId)
      throw Refused.field('assetId', 'references_disagree', 'The asset must belong to the account.');
    const eligible = !contact || !state.accountId || (await this.customers.isEligibleFor(tx, contact.id, state.accountId));
    if (!eligible) throw Refused.field('contactId', 'references_disagree', 'The contact must have to do with the account.');
  }
}

const isReference = (field: string): boolean => (REFERENCE_FIELDS as string[]).includes(field);

const idsOf = (named: Named): Partial<Record<ReferenceField, string | null>> =>
  Object.fromEntries(Object.entries(named).map(([field, one]) => [field, one?.id ?? null]));

const groups = (qualificationGroupId?: string | null, assignmentGroupId?: string | null): Partial<OrderDetails> => ({
  ...(qualificationGroupId === undefined ? {} : { qualificationGroupId }),
  ...(assignmentGroupId === undefined ? {} : { assignmentGroupId }),
});

const detailsOf = (fields: WorkOrderFromCaseDto): Partial<OrderDetails> =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !isReference(field) && field !== 'caseId'));
