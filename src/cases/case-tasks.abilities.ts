import { type AbilityTable, type Actor, type Caller, type Conditions, type RuleWriter, rulesOf } from '#libs/authorization';
import type { Scope } from '#libs/records';
import { casesAbilities, through } from './cases.abilities.js';
import { FINAL_STATES } from './domain/case-states.js';

const READ = ['read', 'read_work_notes'];
const WRITTEN = ['create', 'update', 'delete', 'comment', 'attach', 'write_work_note'];

type External = 'customer' | 'customer_case_manager' | 'customer_admin' | 'partner' | 'partner_admin' | 'consumer';

/**
 * 1.14. Whoever sees a case from outside sees those of its tasks that are for the customer: by each rule that shows the
 * case, so that the two never differ.
 */
const seesTasks =
  (persona: External) =>
  ({ can }: RuleWriter, me: Actor): void => {
    for (const { actions, subject, conditions, because } of rulesOf({ [persona]: casesAbilities[persona] }, me).grants) {
      if (subject !== 'ServiceCase' || !actions.includes('read')) continue;
      const visible: Conditions = { $and: [{ visibleToCustomer: true }, through('case', conditions ?? {})] };
      can(['read', 'comment', 'attach'], 'CaseTask', visible).because(`the task is for the customer, and ${because}`);
    }
  };

/**
 * Scope: for people from outside, the tasks of the cases that the person sees, where these are few. It adds nothing to the
 * rule, but leads a query from the cases to their tasks.
 */
export function tasksOfSeenCases({ ability, actor }: Caller): Scope[] {
  if (actor.kind === 'internal' || !ability.narrows('read', 'ServiceCase')) return [];
  const { sql, params } = ability.where('read', 'ServiceCase', 'c');
  return [{ sql: `t.case_id IN (SELECT c.id FROM service_case c WHERE ${sql})`, params }];
}

/** Who sees and works the tasks of cases (matrix 2.2). */
export const caseTasksAbilities: AbilityTable = {
  customer: seesTasks('customer'),
  customer_case_manager: seesTasks('customer_case_manager'),
  customer_admin: seesTasks('customer_admin'),
  partner: seesTasks('partner'),
  partner_admin: seesTasks('partner_admin'),
  consumer: seesTasks('consumer'),
  agent({ can }) {
    can([...READ, ...WRITTEN], 'CaseTask').because('you work cases');
  },
  consumer_agent({ can }) {
    can([...READ, ...WRITTEN], 'CaseTask', { 'case.consumerId': { $ne: null } }).because('you work cases of consumers');
  },
  everyone({ cannot }) {
    cannot(WRITTEN, 'CaseTask', { 'case.state': { $in: FINAL_STATES } }).because(
      'the tasks of closed and canceled cases are kept as they were',
    );
  },
};
