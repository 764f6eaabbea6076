import { audit } from '#libs/activity';
import { IdentityApi } from '../../identity/index.js';
import { randomPassword } from '../administrator.js';
import type { Command } from '../command.js';
import { AS, withProgram } from '../program.js';

export const userCreate: Command = {
  name: 'user create',
  summary: 'Creates an internal user',
  details: 'Contacts and consumers are made through the HTTP interface: each belongs to an account or is a customer of its own.',
  options: {
    'user-name': { value: 'NAME', help: 'to sign in with', required: true },
    'first-name': { value: 'TEXT', help: 'given name', required: true },
    'last-name': { value: 'TEXT', help: 'family name', required: true },
    email: { value: 'ADDRESS', help: 'e-mail address', required: true },
    roles: { value: 'A,B', help: 'roles, by their exact names' },
    password: { value: 'TEXT', help: 'at least 12 characters; without it one is made and printed' },
    ...AS,
  },
  run: (call) =>
    withProgram(call, async (program) => {
      const identity = program.get(IdentityApi);
      const origin = await program.origin(call);
      const given = call.text('password');
      const password = given ?? randomPassword();
      const passwordHash = await identity.hashPassword(password);
      const userName = call.text('user-name')!.trim().toLowerCase();
      const roles = (call.text('roles') ?? '').split(',').flatMap((role) => role.trim() || []);
      await program.unitOfWork.run(origin, async (tx) => {
        const names = { firstName: call.text('first-name')!, lastName: call.text('last-name')!, email: call.text('email')! };
        const person = await identity.addPerson(tx, 'internal', { userName, ...names });
        await identity.setRoles(tx, person, roles);
        await identity.setPassword(tx, person.id, passwordHash);
        audit(tx, { action: 'created', recordType: 'Person', recordId: person.id, after: { userName, ...names, roles } });
      });
      call.terminal.out.write(`Created ${userName}${given === undefined ? `, password ${password} (shown once)` : ''}.\n`);
    }),
};
