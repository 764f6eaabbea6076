import { PluginService } from '../../administration/application/plugin.service.js';
import { PLUGINS } from '../../administration/index.js';
import { type Command, CommandFailed } from '../command.js';
import { AS, withProgram } from '../program.js';

const pluginCommand = (name: string, summary: string, act: 'activate' | 'deactivate'): Command => ({
  name,
  summary,
  usage: '<plugin>',
  count: [1, 1],
  details: `Plugins:\n${PLUGINS.map(({ id, name: title }) => `  ${id.padEnd(34)}${title}`).join('\n')}`,
  options: AS,
  run: (call) =>
    withProgram(call, async (program) => {
      const [id = ''] = call.arguments;
      if (!PLUGINS.some((plugin) => plugin.id === id)) throw new CommandFailed(`There is no plugin "${id}".`);
      const plugin = await program.get(PluginService)[act](await program.origin(call), id);
      call.terminal.out.write(`${plugin.name} is ${plugin.active ? 'active' : 'inactive'}.\n`);
    }),
});

export const pluginActivate = pluginCommand('plugin activate', 'Switches a feature on', 'activate');
export const pluginDeactivate = pluginCommand('plugin deactivate', 'Switches a feature off; no data is lost', 'deactivate');
