import { type AbilityTable, type Actor, type Conditions, PERSONAS, type Persona, type RuleWriter, rulesOf } from '#libs/authorization';
import { FIELD_SERVICE, FIELD_SERVICE_FOR_CASES } from '../administration/index.js';
import { EXTERNAL_APPOINTMENT_FIELDS } from './appointment.shape.js';
import { CLOSED_ORDER_STATES } from './domain/work-order-state.js';
import { fsmAbilities } from './fsm.abilities.js';

/** What is done to an appointment by whoever does it to the order. */
const AS_ITS_ORDER = ['read', 'comment', 'attach', 'write_work_note', 'read_work_notes'];
const CHANGES = ['reschedule', 'cancel'];
const OUTSIDE: readonly Persona[] = ['customer', 'customer_case_manager', 'customer_admin', 'partner', 'partner_admin', 'consumer'];

/** A condition on an order, asked of an appointment: of the case, which both have, at once, of anything else through the order. */
export const ofItsOrder = (conditions: Conditions): Conditions =>
  Object.fromEntries(
    Object.entries(conditions).map(([key, value]) => {
      if (key.startsWith('$')) return [key, (value as Conditions[]).map(ofItsOrder)];
      return [key === 'caseId' || key.startsWith('case.') ? key : `workOrder.${key}`, value];
    }),
  );

/**
 * A14. Whoever sees an order sees its appointments, by each rule that shows the order, so that the two never differ. From
 * outside who sees an order of a case books, moves and cancels for it (A13).
 */
function likeItsOrder(persona: Persona): (writer: RuleWriter, me: Actor) => void {
  return ({ can }, me) => {
    for (const { actions, subject, fields, conditions, because } of rulesOf({ [persona]: fsmAbilities[persona] }, me).grants) {
      const same = subject === 'WorkOrder' ? actions.filter((action) => AS_ITS_ORDER.includes(action)) : [];
      if (!same.length) continue;
      const where = conditions && ofItsOrder(conditions);
      if (fields) can(same, 'Appointment', EXTERNAL_APPOINTMENT_FIELDS, where).because(because);
      else can(same, 'Appointment', where).because(because);
      if (!OUTSIDE.includes(persona) || !same.includes('read')) continue;
      can('book', 'WorkOrder', conditions).because(because);
      can(CHANGES, 'Appointment', where).because(because);
    }
  };
}

/** Orders of cases are booked for without a field service role. */
function booksForCases({ can }: RuleWriter, me: Actor): void {
  if (!me.plugins.has(FIELD_SERVICE_FOR_CASES)) return;
  can('book', 'WorkOrder', { caseId: { $ne: null } }).because('the order belongs to a case');
  can(CHANGES, 'Appointment', { caseId: { $ne: null } }).because('the order belongs to a case');
}

function books({ can }: RuleWriter, me: Actor): void {
  if (!me.plugins.has(FIELD_SERVICE)) return;
  can('book', 'WorkOrder').because('you make appointments for work orders');
  can(CHANGES, 'Appointment').because('you make appointments for work orders');
}

function configures({ can }: RuleWriter, me: Actor): void {
  if (!me.plugins.has(FIELD_SERVICE)) return;
  can(['read', 'create', 'update', 'delete'], 'AppointmentConfiguration').because('you administer field service');
}

/** What a persona has beside what its orders give. */
const MORE: { readonly [P in Persona]?: (writer: RuleWriter, me: Actor) => void } = {
  agent: booksForCases,
  consumer_agent: booksForCases,
  wm_dispatcher: books,
  wm_agent: books,
  wm_admin(writer, me) {
    books(writer, me);
    configures(writer, me);
  },
};

/** Who sees and makes appointments, and who says how they are offered (A13, A14). */
export const appointmentsAbilities: AbilityTable = {
  ...Object.fromEntries(
    PERSONAS.map((persona) => [
      persona,
      (writer: RuleWriter, me: Actor) => {
        likeItsOrder(persona)(writer, me);
        MORE[persona]?.(writer, me);
      },
    ]),
  ),
  everyone({ cannot }) {
    cannot([...CHANGES, 'comment', 'attach', 'write_work_note'], 'Appointment', {
      'workOrder.state': { $in: CLOSED_ORDER_STATES },
    }).because('the appointments of closed and canceled work orders are kept as they were');
    cannot(CHANGES, 'Appointment', { state: 'canceled' }).because('a canceled appointment is kept as it was');
  },
};
