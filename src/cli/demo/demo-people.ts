import type { AccountState } from '../../customers/index.js';
import type { PersonState } from '../../identity/index.js';
import { addAccount, addContactRelationship, addGroup, addPerson } from '../records/customers.js';
import type { RecordBatch } from '../records/record-batch.js';
import type { DemoWorld } from './demo-world.js';

const CSM = 'sn_customerservice';

/** Somebody who can sign in, and what there is to try out. */
export interface DemoSignIn {
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly roles: readonly string[];
  readonly account?: keyof DemoWorld['accounts'];
  readonly consumer?: boolean;
  readonly shows: string;
}

const person = (userName: string, name: string, roles: readonly string[], shows: string, rest: Partial<DemoSignIn> = {}): DemoSignIn => {
  const [firstName = '', lastName = ''] = name.split(' ');
  return { userName: `demo.${userName}`, firstName, lastName, roles, shows, ...rest };
};

/** The people of the demo, one for each part that somebody may play. */
export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  person('admin', 'Alma Reed', ['admin'], 'everything'),
  person('projectmanager', 'Paul Manning', ['it_project_manager', `${CSM}.projectmanager`], 'runs all customer projects'),
  person('agent', 'Aisha Grant', ['sn_customerservice_agent', `${CSM}.projectstakeholder`], 'works cases, sees projects'),
  person(
    'agentmanager',
    'Marta Chief',
    ['sn_customerservice_manager', `${CSM}.projectstakeholder`],
    'works cases, keeps accounts and contacts',
  ),
  person('stakeholder', 'Stan Holder', [`${CSM}.projectstakeholder`, `${CSM}.case_viewer`], 'reads projects and cases'),
  person('dispatcher', 'Dana Patch', ['wm_dispatcher'], 'assigns field work'),
  person('fieldagent', 'Felix Wrench', ['wm_agent'], 'does field work'),
  person('fsmadmin', 'Fiona Summers', ['wm_admin'], 'keeps field service'),
  person('customer', 'Carla Boyd', [`${CSM}.customer`], 'Northwind Ferries: one running project, a task of her own, her cases', {
    account: 'northwind',
  }),
  person('customeradmin', 'Adam Stern', [`${CSM}.customer_admin`], 'Northwind Ferries: contacts, all cases of the group, its projects', {
    account: 'northwind',
  }),
  person('casemanager', 'Cora Mann', [`${CSM}.customer_case_manager`], 'Northwind Ferries: all cases of the group, no project', {
    account: 'northwind',
  }),
  person('partner', 'Petra Tide', [`${CSM}.partner`], 'Tidewater, a partner of Northwind Ferries: a project, the cases she opened', {
    account: 'tidewater',
  }),
  person('partneradmin', 'Pedro Waters', [`${CSM}.partner_admin`], 'Tidewater: all cases it opened, a planned project', {
    account: 'tidewater',
  }),
  person('consumer', 'Conny Summer', [`${CSM}.consumer`], 'a private person with one case', { consumer: true }),
];

/** People who are named and do not sign in. */
const OTHERS = [
  { key: 'baltic', firstName: 'Bodil', lastName: 'Tiik', account: 'baltic' },
  { key: 'harbour', firstName: 'Henry', lastName: 'Light', account: 'harbour' },
] as const;

/** A group of companies, its partner, and a customer that none of them may ever see. */
export async function addDemoAccounts(batch: RecordBatch, number: DemoWorld['number']): Promise<DemoWorld['accounts']> {
  const account = async (name: string, city: string, kind: { customer?: boolean; partner?: boolean }, parent?: AccountState) =>
    addAccount(batch, await number('ACCT'), { name, city, country: null, ...kind }, parent ?? null);
  const customer = { customer: true };
  const northwind = await account('Northwind Ferries', 'Rotterdam', customer);
  return {
    northwind,
    baltic: await account('Northwind Ferries Baltic', 'Tallinn', customer, northwind),
    adriatic: await account('Northwind Ferries Adriatic', 'Rijeka', customer, northwind),
    harbour: await account('Harbour Light Logistics', 'Cork', customer),
    tidewater: await account('Tidewater Integrators', 'Hamburg', { partner: true }),
  };
}

/** @param passwordHash made once for all of them: each takes a tenth of a second */
export async function addDemoPeople(
  batch: RecordBatch,
  number: DemoWorld['number'],
  accounts: DemoWorld['accounts'],
  passwordHash: string,
): Promise<Pick<DemoWorld, 'people' | 'groups'>> {
  const people = new Map<string, PersonState>();
  for (const { userName, account, consumer, roles, firstName, lastName } of DEMO_SIGN_INS) {
    const details = { userName, firstName, lastName, email: `${userName}@${account ?? (consumer ? 'home' : 'vendor')}.example` };
    const added = consumer
      ? addPerson(batch, 'consumer', { ...details, number: await number('CSMR') }, roles, passwordHash)
      : account
        ? addPerson(batch, 'contact', { ...details, number: await number('CNT'), accountId: accounts[account].id }, roles, passwordHash)
        : addPerson(batch, 'internal', details, roles, passwordHash);
    people.set(userName, added);
  }
  for (const { key, account, ...names } of OTHERS) {
    const details = { ...names, email: `${names.firstName.toLowerCase()}@${account}.example` };
    const home = { number: await number('CNT'), accountId: accounts[account].id };
    people.set(key, addPerson(batch, 'contact', { ...details, ...home }, [`${CSM}.customer`]));
  }
  const named = (userName: string) => people.get(userName)!;
  addContactRelationship(batch, named('demo.customeradmin').id, accounts.baltic.id, 'Project sponsor');
  const groups = {
    desk: addGroup(batch, 'Service Desk', named('demo.agentmanager'), [named('demo.agent'), named('demo.agentmanager')]),
    field: addGroup(batch, 'Field Service North', named('demo.dispatcher'), [named('demo.fieldagent')]),
  };
  return { people, groups };
}
