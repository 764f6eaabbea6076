import { audit } from '#libs/activity';
import { IdentityApi, type PersonState, roleNamed } from '../../identity/index.js';
import { type Call, type Command, CommandFailed } from '../command.js';
import { AS, type Program, withProgram } from '../program.js';

/** How the roles given on the command line change those that a user has. */
type Change = (has: readonly string[], named: readonly string[]) => string[];

const roleCommand = (name: string, summary: string, done: string, change: Change): Command => ({
  name,
  summary,
  usage: '<userName> <role...>',
  count: [2, 100],
  details: 'It counts from the next request of that user on.',
  options: AS,
  run: (call) => withProgram(call, (program) => changeRoles(program, call, done, change)),
});

async function changeRoles(program: Program, call: Call, done: string, change: Change): Promise<void> {
  const [userName = '', ...roles] = call.arguments;
  const unknown = roles.find((role) => !roleNamed(role));
  if (unknown) throw new CommandFailed(`There is no role "${unknown}".`);
  const identity = program.get(IdentityApi);
  await program.unitOfWork.run(await program.origin(call), async (tx) => {
    const [person] = await tx.rows<Pick<PersonState, 'id' | 'kind'>>(`SELECT id, kind FROM person WHERE user_name = ?${tx.forUpdate}`, [
      userName.toLowerCase(),
    ]);
    if (!person) throw new CommandFailed(`There is no user "${userName}".`);
    const before = await identity.rolesOf(tx, person.id);
    const after = [...new Set(change(before, roles))].sort();
    if (after.join() === before.join()) return;
    await identity.setRoles(tx, person, after);
    audit(tx, { action: 'roles_set', recordType: 'Person', recordId: person.id, before: { roles: before }, after: { roles: after } });
  });
  call.terminal.out.write(`${userName}: ${done} ${roles.join(', ')}.\n`);
}

export const userGrant = roleCommand('user grant', 'Gives roles to a user', 'granted', (has, named) => [...has, ...named]);

export const userRevoke = roleCommand('user revoke', 'Takes roles from a user', 'revoked', (has, named) =>
  has.filter((role) => !named.includes(role)),
);
