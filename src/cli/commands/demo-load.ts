import { type Command, CommandFailed } from '../command.js';
import { loadDemo } from '../demo/load-demo.js';
import { AS, withProgram } from '../program.js';

export const demoLoad: Command = {
  name: 'demo load',
  summary: 'Loads the demo: people for every role, accounts, projects, cases',
  details: `The people sign in with the password in DEMO_PASSWORD, or with a generated one that is printed. The first start on an
empty embedded database does this by itself unless DEMO is false. Never in production.`,
  options: AS,
  run: (call) =>
    withProgram(call, async (program) => {
      if (program.settings.production) throw new CommandFailed('The demo is not for production: its people share one password.');
      for (const line of await loadDemo(program, await program.origin(call))) call.terminal.out.write(`${line}\n`);
    }),
};
