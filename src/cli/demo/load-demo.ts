import { Numbering, type Origin, type Transaction } from '#libs/persistence';
import { statesOf } from '#libs/records';
import type { AccountRelationshipTypeState } from '../../customers/domain/account-relationship.js';
import { AccountRelationshipTypeSchema } from '../../customers/persistence/customer.schemas.js';
import { IdentityApi } from '../../identity/index.js';
import { randomPassword } from '../administrator.js';
import { CommandFailed } from '../command.js';
import type { Program } from '../program.js';
import { addRelationship } from '../records/customers.js';
import { RecordBatch } from '../records/record-batch.js';
import { addDemoCases } from './demo-cases.js';
import { addDemoAccounts, addDemoPeople, DEMO_SIGN_INS } from './demo-people.js';
import { addDemoProjects } from './demo-projects.js';
import { type DemoWorld, workdayFrom } from './demo-world.js';

/**
 * Loads the demo: people for every role, and a small story of accounts, projects and cases to click through, in which
 * each of them has something to see and something that must stay hidden.
 * @returns the sign-ins, to be printed
 * @throws CommandFailed when it is there already
 */
export async function loadDemo(program: Program, origin: Origin & { readonly personId: string }): Promise<string[]> {
  const { demoPassword } = program.settings;
  const password = demoPassword ?? randomPassword();
  const passwordHash = await program.get(IdentityApi).hashGivenPassword(password);
  await program.unitOfWork.run(origin, async (tx) => {
    const [there] = await tx.rows('SELECT id FROM person WHERE user_name = ?', [DEMO_SIGN_INS[0]!.userName]);
    if (there) throw new CommandFailed('The demo is loaded already.');
    const batch = new RecordBatch({ ...origin, now: tx.now });
    await build(tx, batch, program.get(Numbering), passwordHash);
    await batch.write(tx);
  });
  return signIns(demoPassword === undefined ? `all with the password ${password}, shown once` : 'all with the password in DEMO_PASSWORD');
}

async function build(tx: Transaction<any>, batch: RecordBatch, numbering: Numbering, passwordHash: string): Promise<void> {
  const number: DemoWorld['number'] = (prefix) => numbering.next(tx, prefix);
  const accounts = await addDemoAccounts(batch, number);
  const { people, groups } = await addDemoPeople(batch, number, accounts, passwordHash);
  const types = await statesOf<AccountRelationshipTypeState>(tx, AccountRelationshipTypeSchema, 'fromSide', ['partner']);
  const partner = types.find(({ toSide, active }) => toSide === 'account' && active);
  if (partner) addRelationship(batch, partner, accounts.tidewater, accounts.northwind);
  const world: DemoWorld = { batch, number, day: workdayFrom(tx.now), accounts, people, groups };
  await addDemoCases(world, await addDemoProjects(world));
}

function signIns(how: string): string[] {
  const width = Math.max(...DEMO_SIGN_INS.map(({ userName }) => userName.length));
  return [`Demo sign-ins, ${how}:`, ...DEMO_SIGN_INS.map(({ userName, shows }) => `  ${userName.padEnd(width)}  ${shows}`)];
}
