import type { AbilityTable, Actor, Conditions, RuleWriter } from '#libs/authorization';
import { FIELD_SERVICE, FIELD_SERVICE_FOR_CASES } from '../administration/index.js';
import { accountTree, ownAccount, withinReach } from '../customers/index.js';
import { CLOSED_ORDER_STATES, type WorkOrderStateName } from './domain/work-order-state.js';
import { EXTERNAL_ORDER_FIELDS } from './work-order.shape.js';

/** Decision 50. Names of request fields. */
const EXTERNAL_CREATES = ['shortDescription', 'description'];
const STREAM_ACTIONS = ['comment', 'attach', 'write_work_note', 'read_work_notes'];
const FROM_CASE: Conditions = { caseId: { $ne: null } };

const isOn = (me: Actor): boolean => me.plugins.has(FIELD_SERVICE);
/** External people meet work orders through the integration with cases, where the access control opens the table to them. */
const isOpen = (me: Actor): boolean => me.plugins.has(FIELD_SERVICE_FOR_CASES) && me.openTables.has('wm_order');

/** Decision 9. External people see orders of cases, and comment and attach where they see. */
function sees({ can }: RuleWriter, conditions: Conditions, words: string): void {
  const ofCases = { $and: [FROM_CASE, conditions] };
  can('read', 'WorkOrder', EXTERNAL_ORDER_FIELDS, ofCases).because(words);
  can(['comment', 'attach'], 'WorkOrder', ofCases).because(words);
}

/** Decisions 33, 43 and the narrow reading of A14, or the wide one where the property says so. */
function customer(writer: RuleWriter, me: Actor): void {
  if (!isOpen(me)) return;
  const own: Conditions = { accountId: { $in: ownAccount(me) } };
  const mine: Conditions[] = [{ contactId: me.personId }, { openedById: me.personId }, { 'case.contactId': me.personId }];
  if (me.properties.get('fsm.customer_sees_account_orders') === true) sees(writer, own, 'the order belongs to your account');
  else sees(writer, { $and: [own, { $or: mine }] }, 'the order of your account concerns you');
  sees(writer, { $and: [{ openedById: me.personId }, withinReach(me)] }, 'you opened the order for an account in your reach');
  writer
    .can('create', 'WorkOrder', EXTERNAL_CREATES, { caseId: { $ne: null }, openedById: me.personId })
    .because('you may ask for work on a case that you see');
}

function administersAccounts(writer: RuleWriter, me: Actor): void {
  if (isOpen(me)) sees(writer, { accountId: { $in: accountTree(me) } }, 'you look after the account of the order');
}

/** Orders of cases need no field service role (BR-FSM-046). */
function worksCases({ can }: RuleWriter, me: Actor): void {
  if (!me.plugins.has(FIELD_SERVICE_FOR_CASES)) return;
  can(['read', 'create', ...STREAM_ACTIONS], 'WorkOrder', FROM_CASE).because('the order belongs to a case');
  can('update', 'WorkOrder', { ...FROM_CASE, state: 'draft' }).because('the order of a case is still a draft');
}

const inStates = (...states: WorkOrderStateName[]): Conditions => ({ state: { $in: states } });

/** Who sees and keeps work orders; A13, A14, decisions 9, 33, 37, 43, 50. */
export const fsmAbilities: AbilityTable = {
  customer,
  customer_case_manager: administersAccounts,
  customer_admin: administersAccounts,
  partner(writer, me) {
    if (!isOpen(me)) return;
    const mine: Conditions = { $or: [{ partnerContactId: me.personId }, { openedById: me.personId }] };
    sees(writer, { $and: [{ partnerId: { $in: ownAccount(me) } }, mine] }, 'you are the partner contact of the order');
  },
  partner_admin(writer, me) {
    if (isOpen(me)) sees(writer, { partnerId: { $in: ownAccount(me) } }, 'your account is the partner of the order');
  },
  consumer(writer, me) {
    if (!isOpen(me)) return;
    sees(writer, { consumerId: me.personId }, 'the order is your own');
    writer
      .can('create', 'WorkOrder', EXTERNAL_CREATES, { caseId: { $ne: null }, openedById: me.personId })
      .because('you may ask for work on a case of yours');
  },
  customer_project_manager({ can }, me) {
    if (!isOn(me)) return;
    can('read', 'WorkOrder', { $or: [{ projectTaskId: { $ne: null } }, { 'case.projectId': { $ne: null } }] }).because(
      'the order belongs to a project',
    );
  },
  agent: worksCases,
  consumer_agent: worksCases,
  wm_read({ can }, me) {
    if (!isOn(me)) return;
    can(['read', 'read_work_notes'], 'WorkOrder').because('you may read work orders');
    if (me.roles.has('sn_fsm_servicedesk_agent')) can('create', 'WorkOrder').because('the service desk creates work orders');
  },
  wm_basic({ can }, me) {
    if (!isOn(me)) return;
    can(['create', 'comment', 'attach', 'write_work_note'], 'WorkOrder').because('you work with work orders');
    can('update', 'WorkOrder', { openedById: me.personId, state: 'draft' }).because('your own order is still a draft');
  },
  wm_initiator({ can }, me) {
    if (isOn(me)) can('cancel', 'WorkOrder').because('you initiate work orders');
  },
  wm_qualifier({ can }, me) {
    if (!isOn(me)) return;
    can('cancel', 'WorkOrder').because('you qualify work orders');
    can('update', 'WorkOrder', inStates('awaiting_qualification', 'qualified')).because('the order is with the qualifiers');
  },
  wm_dispatcher({ can }, me) {
    if (!isOn(me)) return;
    can('cancel', 'WorkOrder').because('you dispatch work orders');
    can('update', 'WorkOrder', inStates('qualified', 'ready_for_dispatch', 'scheduled', 'assigned')).because(
      'the order is with the dispatchers',
    );
  },
  wm_admin({ can }, me) {
    if (isOn(me)) can(['update', 'cancel', 'delete'], 'WorkOrder').because('you administer field service');
  },
  everyone({ cannot }) {
    cannot(['update', 'cancel', 'comment', 'attach', 'write_work_note'], 'WorkOrder', inStates(...CLOSED_ORDER_STATES)).because(
      'closed and canceled work orders are kept as they were',
    );
  },
};
