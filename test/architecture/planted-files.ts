import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Planted {
  readonly file: string;
  readonly imports: string[];
}

const upstream = (context: string, right: string) => ({
  rule: `${context}-is-upstream`,
  file: `src/${context}/application/looks-right.ts`,
  imports: [`../../${right}/index.js`],
});

/** One file for each way to break a rule. */
export const forbidden: (Planted & { readonly rule: string })[] = [
  upstream('administration', 'portal'),
  upstream('identity', 'customers'),
  upstream('customers', 'projects'),
  upstream('projects', 'cases'),
  upstream('tasks', 'fsm-integration'),
  upstream('cases', 'fsm-integration'),
  upstream('fsm-integration', 'portal'),
  { rule: 'context-only-through-its-door', file: 'src/cases/application/by-the-window.ts', imports: ['../../tasks/domain/task.js'] },
  { rule: 'context-not-to-composition-root', file: 'src/cases/application/takes-all.ts', imports: ['../../schemas.js'] },
  { rule: 'lib-not-to-src', file: 'libs/outbox/src/knows-business.ts', imports: ['../../../src/tasks/index.js'] },
  { rule: 'lib-only-through-its-door', file: 'libs/outbox/src/deep.ts', imports: ['../../kernel/src/clock.js'] },
  { rule: 'lib-only-through-its-door', file: 'src/tasks/application/deep.ts', imports: ['../../../libs/kernel/src/clock.js'] },
  { rule: 'kernel-imports-nothing', file: 'libs/kernel/src/curious.ts', imports: ['#libs/outbox'] },
  { rule: 'kernel-imports-nothing', file: 'libs/kernel/src/framed.ts', imports: ['fast-check'] },
  { rule: 'domain-is-pure', file: 'src/tasks/domain/stores-itself.ts', imports: ['../persistence/task.schema.js'] },
  { rule: 'domain-is-pure', file: 'src/tasks/domain/reads-files.ts', imports: ['node:fs'] },
  { rule: 'domain-is-pure', file: 'src/tasks/domain/with-a-lib.ts', imports: ['#libs/outbox'] },
  { rule: 'domain-is-pure', file: 'src/tasks/domain/of-another.ts', imports: ['../../projects/index.js'] },
  { rule: 'domain-spec-is-plain', file: 'src/tasks/domain/with-a-database.spec.ts', imports: ['typeorm'] },
  { rule: 'database-only-in-persistence', file: 'src/tasks/application/queries.ts', imports: ['typeorm'] },
  { rule: 'database-only-in-persistence', file: 'src/tasks/http/tasks.controller.ts', imports: ['better-sqlite3'] },
  { rule: 'database-only-in-persistence', file: 'libs/outbox/src/relay.ts', imports: ['mysql2/promise'] },
  { rule: 'no-injected-repository', file: 'src/tasks/application/task.service.ts', imports: ['@nestjs/typeorm'] },
  { rule: 'portal-keeps-nothing', file: 'src/portal/portal.module.ts', imports: ['./persistence/visit.schema.js'] },
  { rule: 'no-cycle', file: 'src/tasks/application/egg.ts', imports: ['./hen.js'] },
  { rule: 'resolves', file: 'src/tasks/application/lost.ts', imports: ['./nowhere.js'] },
];

/** What a careless rule would refuse as well. */
export const allowed: Planted[] = [
  { file: 'src/cases/application/asks-left.ts', imports: ['../../tasks/index.js', '../../administration/index.js', '#libs/kernel'] },
  { file: 'src/cases/application/stays-inside.ts', imports: ['./asks-left.js'] },
  { file: 'src/tasks/domain/task.ts', imports: ['#libs/kernel', './task-state.js'] },
  { file: 'src/tasks/domain/task.spec.ts', imports: ['./task.js', '#libs/kernel', 'node:assert', 'fast-check'] },
  { file: 'src/tasks/persistence/task.schema.ts', imports: ['typeorm', '../domain/task.js', '#libs/persistence'] },
  { file: 'src/tasks/tasks.module.ts', imports: ['@nestjs/typeorm'] },
  { file: 'src/schemas.ts', imports: ['./tasks/persistence/task.schema.js', 'typeorm'] },
  { file: 'src/migrations/0001-first.ts', imports: ['typeorm', '../tasks/persistence/task.schema.js'] },
  { file: 'src/cli/import.ts', imports: ['../tasks/index.js'] },
  { file: 'src/app.module.ts', imports: ['./tasks/tasks.module.js', './portal/index.js'] },
  { file: 'libs/persistence/src/index.ts', imports: ['typeorm', '#libs/kernel'] },
  { file: 'libs/kernel/src/clock.ts', imports: ['node:crypto'] },
  { file: 'libs/kernel/src/clock.spec.ts', imports: ['./clock.js', 'node:assert', 'fast-check'] },
];

/** What the files above import and do not plant themselves. */
const others: Planted[] = [
  ...['administration', 'identity', 'customers', 'projects', 'tasks', 'cases', 'fsm-integration', 'portal'].map((context) => ({
    file: `src/${context}/index.ts`,
    imports: [],
  })),
  { file: 'src/tasks/domain/task-state.ts', imports: [] },
  { file: 'src/tasks/application/hen.ts', imports: ['./egg.js'] },
  { file: 'src/portal/persistence/visit.schema.ts', imports: [] },
  { file: 'libs/kernel/src/index.ts', imports: [] },
  { file: 'libs/outbox/src/index.ts', imports: [] },
];

const configuration = ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.depcruise.json', 'package.json'];
const packages = ['typeorm', 'better-sqlite3', 'mysql2', '@nestjs/typeorm', 'fast-check'];

/** Lays out a small program that breaks every rule, with this program's own configuration, and deletes it afterwards. */
export async function withPlantedFiles<T>(look: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'quayside-architecture-'));
  try {
    for (const name of configuration) await cp(fileURLToPath(new URL(`../../${name}`, import.meta.url)), join(folder, name));
    for (const name of packages) {
      await write(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      await write(folder, `node_modules/${name}/index.js`, '');
    }
    await write(folder, 'node_modules/mysql2/promise.js', '');
    for (const { file, imports } of [...forbidden, ...allowed, ...others]) {
      await write(folder, file, [...imports.map((path) => `import type {} from '${path}';`), 'export {};'].join('\n'));
    }
    return await look(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
