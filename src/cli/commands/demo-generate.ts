import { Numbering } from '#libs/persistence';
import { statesOf } from '#libs/records';
import type { AccountRelationshipTypeState } from '../../customers/domain/account-relationship.js';
import { AccountRelationshipTypeSchema } from '../../customers/persistence/customer.schemas.js';
import { IdentityApi } from '../../identity/index.js';
import { type Call, type Command, CommandFailed } from '../command.js';
import { generateCases } from '../load/load-cases.js';
import { generatePeople } from '../load/load-people.js';
import { generateProjects } from '../load/load-projects.js';
import { LOAD_OPTIONS, type LoadSizes, loadSizes } from '../load/load-sizes.js';
import { LoadWriter } from '../load/load-writer.js';
import { AS, type Program, withProgram } from '../program.js';
import { Progress } from '../terminal.js';

export const demoGenerate: Command = {
  name: 'demo generate',
  summary: 'Generates any number of records, for load tests',
  details: `Adds to what is there. Without any size: 200 accounts, 400 contacts, 2000 projects, 40000 tasks, 40000 cases. Each record
comes with its audit row, and each project, task, case and work order with the first entry of its activity stream.
Written in transactions of some thousand rows: what was written before an interruption stays.`,
  options: { ...LOAD_OPTIONS, ...AS },
  run: (call) => {
    const sizes = loadSizes(call);
    return withProgram(call, (program) => generate(program, call, sizes));
  },
};

async function generate(program: Program, call: Call, sizes: LoadSizes): Promise<void> {
  const origin = await program.origin(call);
  const passwordHash = await benchPassword(program, call.text('password'));
  const types = await statesOf<AccountRelationshipTypeState>(program.database, AccountRelationshipTypeSchema, 'fromSide', ['partner']);
  const partnerType = types.find(({ toSide, active }) => toSide === 'account' && active);
  if (!partnerType) throw new CommandFailed('There is no active type of account relationship from a partner to a customer account.');
  const { accounts, contacts, projects, tasks, cases, workOrders } = sizes;
  const progress = new Progress(call.terminal.err, 'demo generate', accounts + contacts + projects + tasks + cases + workOrders);
  const writer = new LoadWriter(sizes, { ...origin, now: new Date() }, program.unitOfWork, program.get(Numbering), progress);
  try {
    const people = await generatePeople(writer, partnerType, passwordHash);
    await generateCases(writer, people, await generateProjects(writer, people));
    await writer.flush();
  } finally {
    progress.end();
  }
  call.terminal.out.write(
    `Generated ${accounts} accounts, ${contacts} contacts, ${projects} projects, ${tasks} tasks, ${cases} cases, ${workOrders} work orders.\n`,
  );
}

/** @throws CommandFailed when the people of an earlier run are there */
async function benchPassword(program: Program, password: string | undefined): Promise<string | null> {
  if (password === undefined) return null;
  const [there] = await program.database.rows("SELECT id FROM person WHERE user_name = 'bench.customer'");
  if (there) throw new CommandFailed('bench.customer exists already: generate more without --password.');
  return program.get(IdentityApi).hashPassword(password);
}
