import type { Command, Option } from './command.js';

/** All commands, or those that begin with one word. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  return [
    'Usage: quayside <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'quayside <command> --help tells more. Settings come from the environment, as DATABASE_URL.',
    'Exit code: 0 done, 1 failed, 2 wrong use.',
    '',
  ].join('\n');
}

/** All there is to know about one command. */
export function helpOf(command: Command): string {
  const options: [string, Option][] = [...Object.entries(command.options ?? {}), ['help', { help: 'show this' }]];
  const written = options.map(([name, option]) => ({ left: option.value ? `--${name} ${option.value}` : `--${name}`, option }));
  const width = Math.max(...written.map(({ left }) => left.length)) + 2;
  const required = written.filter(({ option }) => option.required).map(({ left }) => ` ${left}`);
  return [
    `Usage: quayside ${command.name}${command.usage ? ` ${command.usage}` : ''}${required.join('')}${written.length > 1 ? ' [options]' : ''}`,
    '',
    `${command.summary}.`,
    ...(command.details ? ['', command.details] : []),
    '',
    'Options:',
    ...written.map(({ left, option }) => `  ${left.padEnd(width)}${option.help}${option.required ? ' (required)' : ''}`),
    '',
  ].join('\n');
}
