// npm run bench:plans: how scheduling and templates cost with the size of a plan, from 100 tasks to 10,000.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signToken } from './bare/token.mjs';
import { makeDatabase } from './databases.mjs';
import { cpuOf, startProgram } from './servers.mjs';
import { accountId, peopleOf, smallAccount } from './world/people.mjs';

const SECRET = 'bench-only-0123456789-0123456789-0123456789';
const WORLD = { accounts: 40, reach: 10, projects: 100, tasks: 1_000, cases: 100, activity: 100 };
const SIZES = [100, 1_000, 10_000];
const REPEATS = 7;
const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

const asked = process.argv.includes('--database') ? process.argv[process.argv.indexOf('--database') + 1] : 'both';
const kinds = /** @type {('sqlite' | 'mariadb')[]} */ (asked === 'both' ? ['sqlite', 'mariadb'] : [asked]);
/** @type {string[][]} */
const rows = [];
for (const kind of kinds) await bench(kind);
const header = ['database', 'tasks', 'change one task', 'whole schedule', 'show schedule', 'save as template', 'apply template'];
const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
for (const row of [header, ...rows]) console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
console.log('\nMilliseconds from request to answer, median; in brackets those of CPU of the program.');

/** @param {'sqlite' | 'mariadb'} kind */
async function bench(kind) {
  const database = await makeDatabase(kind, WORLD, say);
  const folder = mkdtempSync(join(tmpdir(), 'quayside-plans-'));
  try {
    for (const size of SIZES) importPlan(database.url, folder, size);
    const program = await startProgram(database.url, SECRET, []);
    const token = signToken(SECRET, peopleOf(WORLD).projectManager);
    try {
      for (const size of SIZES) rows.push([kind, String(size), ...(await measure(program, token, size))]);
    } finally {
      await program.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  }
}

/** @param {string} url @param {string} folder @param {number} size */
function importPlan(url, folder, size) {
  const file = join(folder, `${size}.xml`);
  writeFileSync(file, planOf(size));
  execFileSync(process.execPath, [cli, 'import', 'project', file, '--account', accountId(smallAccount(WORLD)), '--as', 'internal.2'], {
    env: { ...process.env, DATABASE_URL: url, JWT_SECRET: SECRET, ADMIN_PASSWORD: 'a good one for the bench' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * A plan with a parent for each twenty tasks, and one and a half links for each task.
 * @param {number} size
 */
function planOf(size) {
  const tasks = Array.from({ length: size }, (_, i) => {
    const links =
      i % 20 === 0
        ? []
        : [...new Set([i - 1, i - 1 - ((i * 7919) % 97)])].slice(0, 1 + (i % 2)).filter((from) => from > 0 && from % 20 !== 0);
    return `<Task><UID>${i + 1}</UID><Name>Task ${i + 1}</Name><OutlineLevel>${i % 20 === 0 ? 1 : 2}</OutlineLevel><Duration>PT${1 + (i % 9)}H0M0S</Duration><Start>2027-03-01T08:00:00</Start>${links
      .map((from) => `<PredecessorLink><PredecessorUID>${from + 1}</PredecessorUID><Type>1</Type></PredecessorLink>`)
      .join('')}</Task>`;
  });
  return `<Project xmlns="http://schemas.microsoft.com/project"><Title>Plan ${size}</Title><StartDate>2027-03-01T08:00:00</StartDate><Tasks>${tasks.join('')}</Tasks></Project>`;
}

/**
 * @param {import('./servers.mjs').Server} program
 * @param {string} token
 * @param {number} size
 */
async function measure(program, token, size) {
  const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {object | undefined} */ body = undefined) => {
    const answer = await fetch(`${program.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  const timed = async (/** @type {(n: number) => Promise<unknown>} */ work, repeats = REPEATS) => {
    await work(0);
    const times = [];
    const cpu = cpuOf(program.pid);
    for (let n = 1; n <= repeats; n += 1) {
      const began = performance.now();
      await work(n);
      times.push(performance.now() - began);
    }
    const spent = (cpuOf(program.pid) - cpu) / repeats;
    return `${(times.sort((a, b) => a - b)[repeats >> 1] ?? 0).toFixed(0)} (${spent.toFixed(0)})`;
  };
  const account = accountId(smallAccount(WORLD));
  const list = await call('GET', `/accounts/${account}/projects?limit=100`);
  const project = list.items.find((/** @type {{ name: string }} */ { name }) => name === `Plan ${size}`);
  const page = await call('GET', `/projects/${project.id}/tasks?sort=-wbs&limit=100`);
  const task = page.items.find((/** @type {{ wbs: string }} */ { wbs }) => wbs.includes('.'));
  const template = async (/** @type {number} */ n) =>
    call('POST', `/projects/${project.id}/save-as-template`, { name: `Template ${size} ${n} ${Date.now()}` });
  const changed = await timed((n) => call('PATCH', `/project-tasks/${task.id}`, { plannedDurationMinutes: 480 + n }));
  const scheduled = await timed(() => call('POST', `/projects/${project.id}/schedule`, {}));
  const shown = await timed(() => call('GET', `/projects/${project.id}/schedule`));
  const saved = await timed(template, 3);
  const { id } = await template(99);
  const applied = await timed(async () => {
    const { id: fresh } = await call('POST', '/projects', { name: 'From a template', accountId: account, startDate: '2027-03-01' });
    await call('POST', `/projects/${fresh}/apply-template`, { templateId: id, startDate: '2027-03-01' });
  }, 3);
  return [changed, scheduled, shown, saved, applied];
}
