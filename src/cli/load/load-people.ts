import type { AccountRelationshipTypeState } from '../../customers/domain/account-relationship.js';
import type { AccountState } from '../../customers/index.js';
import type { PersonState } from '../../identity/index.js';
import { addAccount, addPerson, addRelationship } from '../records/customers.js';
import type { LoadWriter } from './load-writer.js';

const CSM = 'sn_customerservice';
const AGENTS = 10;

/** The people with a password, for load tests. */
export interface BenchPeople {
  readonly customer: PersonState;
  readonly partnerAdmin: PersonState;
  readonly partner: AccountState;
}

/** Everybody that projects and cases refer to. */
export interface LoadPeople {
  readonly accounts: readonly AccountState[];
  /** Ids, in turn for each account. */
  readonly contacts: readonly string[];
  readonly agents: readonly PersonState[];
  readonly managerId: string;
  readonly bench: BenchPeople | null;
}

/** @param passwordHash null when nobody is to sign in */
export async function generatePeople(
  writer: LoadWriter,
  partnerType: AccountRelationshipTypeState,
  passwordHash: string | null,
): Promise<LoadPeople> {
  const accounts = await generateAccounts(writer);
  const contacts = await generateContacts(writer, accounts);
  const agents = Array.from({ length: AGENTS }, () =>
    addPerson(writer.batch, 'internal', writer.words.person(), ['sn_customerservice_agent']),
  );
  if (passwordHash === null) return { accounts, contacts, agents, managerId: agents[0]!.id, bench: null };
  const { batch } = writer;
  const agent = addPerson(batch, 'internal', bench('agent'), ['sn_customerservice_agent', `${CSM}.projectstakeholder`], passwordHash);
  const manager = addPerson(batch, 'internal', bench('projectmanager'), ['it_project_manager', `${CSM}.projectmanager`], passwordHash);
  return {
    accounts,
    contacts,
    agents: [agent, ...agents],
    managerId: manager.id,
    bench: await benchContacts(writer, accounts, partnerType, passwordHash),
  };
}

const bench = (role: string) => ({ userName: `bench.${role}`, firstName: 'Bench', lastName: role, email: `bench.${role}@bench.example` });

/** A customer of the first account, and the administrator of a partner that serves as many accounts as asked for. */
async function benchContacts(
  writer: LoadWriter,
  accounts: readonly AccountState[],
  partnerType: AccountRelationshipTypeState,
  passwordHash: string,
): Promise<BenchPeople> {
  const { batch, sizes } = writer;
  const partner = addAccount(batch, await writer.number('ACCT'), { name: 'Bench Partner', partner: true, country: null });
  // Its contacts refer to it, and people may stand before accounts in what waits to be written.
  await writer.flush();
  const contact = async (role: string, csmRole: string, accountId: string) =>
    addPerson(batch, 'contact', { ...bench(role), number: await writer.number('CNT'), accountId }, [`${CSM}.${csmRole}`], passwordHash);
  const customer = await contact('customer', 'customer', accounts[0]!.id);
  const partnerAdmin = await contact('partneradmin', 'partner_admin', partner.id);
  for (const account of accounts.slice(0, sizes.reach)) {
    addRelationship(batch, partnerType, partner, account);
    await writer.step(0);
  }
  return { customer, partnerAdmin, partner };
}

/** Trees of five: a root and four below it. */
async function generateAccounts(writer: LoadWriter): Promise<AccountState[]> {
  const accounts: AccountState[] = [];
  let root: AccountState | null = null;
  for (let i = 0; i < writer.sizes.accounts; i += 1) {
    if (i % 5 === 0) root = null;
    const name = writer.words.company(i + 1);
    const account = addAccount(writer.batch, await writer.number('ACCT'), { name, customer: true, country: null }, root);
    root ??= account;
    accounts.push(account);
    await writer.step(1);
  }
  return accounts;
}

async function generateContacts(writer: LoadWriter, accounts: readonly AccountState[]): Promise<string[]> {
  const contacts: string[] = [];
  for (let i = 0; i < writer.sizes.contacts; i += 1) {
    const names = writer.words.person();
    const number = await writer.number('CNT');
    const details = { ...names, number, email: `${number.toLowerCase()}@load.example`, accountId: accounts[i % accounts.length]!.id };
    contacts.push(addPerson(writer.batch, 'contact', details, [`${CSM}.customer`]).id);
    await writer.step(1);
  }
  return contacts;
}
