import { AccessControlService } from '../../administration/application/access-control.service.js';
import { CONTROLLED_TABLES, type ControlledTable } from '../../administration/domain/access-controls.js';
import { roleNamed } from '../../identity/index.js';
import { type Command, CommandFailed, WrongUse } from '../command.js';
import { AS, withProgram } from '../program.js';

export const aclSet: Command = {
  name: 'acl set',
  summary: 'Gives the rows of a table to a role, or takes them from it',
  usage: '<table> <role> <on|off>',
  count: [3, 3],
  details: `Tables: ${CONTROLLED_TABLES.join(', ')}.
It counts for everybody who has the role, also through another one, from the next request on.`,
  options: AS,
  run: (call) => {
    const [table = '', role = '', switched = ''] = call.arguments;
    if (!['on', 'off'].includes(switched)) throw new WrongUse(`The last argument must be on or off, not "${switched}".`);
    return withProgram(call, async (program) => {
      if (!(CONTROLLED_TABLES as readonly string[]).includes(table)) throw new CommandFailed(`There is no table "${table}" to set.`);
      if (!roleNamed(role)) throw new CommandFailed(`There is no role "${role}".`);
      const control = { table: table as ControlledTable, role, operation: 'read' as const, enabled: switched === 'on' };
      await program.get(AccessControlService).set(await program.origin(call), [control]);
      call.terminal.out.write(`${table} is ${switched} for ${role}.\n`);
    });
  },
};
