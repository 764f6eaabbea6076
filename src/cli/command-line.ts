import { parseArgs } from 'node:util';
import { ImportFileError } from '#libs/import-files';
import { DomainError } from '#libs/kernel';
import { SettingsFault } from '../settings.js';
import { type Call, type Command, CommandFailed, WrongUse } from './command.js';
import { commands } from './commands.js';
import { helpOf, overview } from './help.js';
import type { Terminal } from './terminal.js';

/**
 * Runs one command. Whatever goes wrong becomes one clear line on standard error, never a trace.
 * @param argv without the program's own name
 * @returns the exit code: 0 done, 1 failed, 2 wrong use
 */
export async function runCommandLine(argv: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    await run(argv, env, terminal);
    return 0;
  } catch (error) {
    terminal.err.write(`${lineOf(error, env)}\n`);
    return error instanceof WrongUse ? 2 : 1;
  }
}

async function run(argv: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<void> {
  const [first = '', second = ''] = argv;
  if (['--help', '-h', 'help'].includes(first)) return void terminal.out.write(overview(commands));
  const command = commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first);
  if (command) return runOne(command, argv.slice(command.name.split(' ').length), env, terminal);
  const family = first === '' ? [] : commands.filter(({ name }) => name.startsWith(`${first} `));
  if (family.length && ['--help', '-h'].includes(second)) return void terminal.out.write(overview(family));
  throw new WrongUse(faultOf(first, second, family));
}

function faultOf(first: string, second: string, family: readonly Command[]): string {
  if (first === '') return `Which command? One of ${commands.map(({ name }) => name).join(', ')}. More: quayside --help`;
  if (family.length === 0) return `There is no command "${first}". More: quayside --help`;
  const choices = family.map(({ name }) => name).join(', ');
  return second === '' || second.startsWith('-')
    ? `Which "${first}"? One of ${choices}.`
    : `There is no command "${first} ${second}", only ${choices}.`;
}

async function runOne(command: Command, rest: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<void> {
  if (rest.includes('--help') || rest.includes('-h')) return void terminal.out.write(helpOf(command));
  await command.run(callOf(command, rest, env, terminal));
}

function callOf(command: Command, rest: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): Call {
  const { values, positionals } = parsed(command, rest);
  const [least, most] = command.count ?? [0, 0];
  if (positionals.length < least || positionals.length > most) {
    const usage = `quayside ${command.name}${command.usage ? ` ${command.usage}` : ''}`;
    throw new WrongUse(`${positionals.length < least ? 'Something is missing' : 'That is too much'}: ${usage} (more: --help)`);
  }
  for (const [name, option] of Object.entries(command.options ?? {})) {
    if (option.required && values[name] === undefined) throw new WrongUse(`--${name} ${option.value ?? ''} is missing (more: --help).`);
    if (option.value && values[name] === '') throw new WrongUse(`--${name} must not be empty.`);
  }
  return {
    env,
    terminal,
    arguments: positionals,
    text: (name) => values[name] as string | undefined,
    has: (name) => values[name] === true,
  };
}

function parsed(command: Command, rest: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, { value }]) => [name, { type: value ? ('string' as const) : ('boolean' as const) }]),
  );
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (error) {
    // "Unknown option '--x'. To specify a positional argument ..." is for programmers from the second sentence on.
    throw new WrongUse(`${(error as Error).message.split(/\. |\n/)[0]?.replace(/\.?$/, '.')} More: quayside ${command.name} --help`);
  }
}

function lineOf(error: unknown, env: NodeJS.ProcessEnv): string {
  const plain = [WrongUse, CommandFailed, ImportFileError, SettingsFault, DomainError];
  if (plain.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (env.LOG_LEVEL === 'debug' || env.LOG_LEVEL === 'trace') return String(stack ?? error);
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return `DATABASE_URL cannot be reached: ${message}.`;
  if (/^SQLITE_BUSY/.test(code ?? '')) return 'The database is busy: another program has been writing for long. Try again.';
  return `Failed: ${message || code || String(error)} (LOG_LEVEL=debug shows where)`;
}
