import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AppAbility, Caller } from '#libs/authorization';
import { Clock } from '#libs/kernel';
import { Database, type Origin, UnitOfWork } from '#libs/persistence';
import { AppModule } from '../app.module.js';
import { ActorSource } from '../identity/index.js';
import { prepareDatabase } from '../prepare-database.js';
import { readSettings, type Settings } from '../settings.js';
import { ensureAdministrator } from './administrator.js';
import { type Call, CommandFailed, type Option } from './command.js';
import type { Part, ProgramParts } from './program-parts.js';

/** The option of every command that writes in somebody's name. */
export const AS: Readonly<Record<string, Option>> = { as: { value: 'USERNAME', help: 'in whose name it is written (admin)' } };

/** The program without its server, for one command. */
export class Program implements ProgramParts {
  constructor(
    private readonly context: Pick<INestApplicationContext, 'get'>,
    readonly settings: Settings,
  ) {}

  get<T>(part: Part<T>): T {
    return this.context.get(part as Type<T>, { strict: false });
  }

  get database(): Database {
    return this.get(Database);
  }

  get unitOfWork(): UnitOfWork {
    return this.get(UnitOfWork);
  }

  /**
   * In whose name a command writes: the user of `--as`, else `admin`. On a database without anybody the administrator
   * is made first, as the first start does.
   * @throws CommandFailed when there is no such internal user
   */
  async origin(call: Call): Promise<Origin & { personId: string }> {
    await ensureAdministrator(this, (line) => call.terminal.err.write(`${line}\n`));
    const userName = (call.text('as') ?? 'admin').toLowerCase();
    const [person] = await this.database.rows<{ id: string; name: string }>(
      "SELECT id, name FROM person WHERE user_name = ? AND kind = 'internal' AND active = 1",
      [userName],
    );
    if (!person) throw new CommandFailed(`There is no active internal user "${userName}" to write as; name one with --as.`);
    return { personId: person.id, personName: person.name, requestId: 'command-line' };
  }

  /** The rights of whoever a command works for: it does nothing that they might not do themselves. */
  abilityOf({ personId, personName }: { readonly personId: string; readonly personName: string }): Promise<AppAbility> {
    const standing = { personId, name: personName, kind: 'internal' as const, stamp: 'command-line', everyonesStamp: 'command-line' };
    return this.get(ActorSource).abilityOf(standing);
  }
}

/** Who asks a context's queries when nobody signed in: somebody on the command line, with no more rights than elsewhere. */
export async function callerFor(program: Program, call: Call): Promise<Caller> {
  const origin = await program.origin(call);
  const ability = await program.abilityOf(origin);
  return { ...origin, ability, actor: ability.actor, sessionId: null, accessStamp: 'command-line' };
}

/** Opens the program on the database of the environment, brings that up to date where this may be done, and closes it again. */
export async function withProgram<T>(call: Pick<Call, 'env'>, work: (program: Program) => Promise<T>): Promise<T> {
  const settings = readSettings(call.env);
  await prepareDatabase(settings);
  const context = await NestFactory.createApplicationContext(AppModule.with(settings, new Clock(), false), {
    logger: false,
    abortOnError: false,
  });
  const database = context.get(Database);
  try {
    return await work(new Program(context, settings));
  } finally {
    await context.close();
    await database.close();
  }
}
