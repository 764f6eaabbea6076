// npm run bench: the program and a bare Node server on the same generated data, measured in turn. See README.md.
import { isDeepStrictEqual } from 'node:util';
import { signToken } from './bare/token.mjs';
import { makeDatabase } from './databases.mjs';
import { dailyWorkDone, mean, measure, statementsOf } from './measure.mjs';
import { operationsOf } from './operations.mjs';
import { optionsOf } from './options.mjs';
import { table, writeReport } from './report.mjs';
import { startBare, startProgram } from './servers.mjs';
import { peopleOf } from './world/people.mjs';

/** @typedef {import('./operations.mjs').Operation} Operation */
/** @typedef {import('./servers.mjs').Server} Server */
/** @typedef {import('./options.mjs').Options} Options */

const SECRET = 'bench-only-0123456789-0123456789-0123456789';
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

const options = optionsOf(process.argv.slice(2));
if (typeof options === 'string') {
  say(options);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}
/** @type {import('./report.mjs').Row[]} */
const rows = [];
for (const kind of options.databases) rows.push(...(await bench(kind, options)));
console.log(table(rows));
console.log(`\nReport: ${writeReport(options, rows)}`);
process.exitCode = rows.some(({ program, bare }) => program.refused + bare.refused > 0) ? 1 : 0;

/** @param {'sqlite' | 'mariadb'} kind @param {Options} options */
async function bench(kind, { size, only, profile, ...load }) {
  const database = await makeDatabase(kind, size, say);
  /** @type {Server[]} */
  const servers = [];
  try {
    const program = await startProgram(
      database.url,
      SECRET,
      profile ? ['--cpu-prof', `--cpu-prof-dir=${import.meta.dirname}/reports`] : [],
    );
    servers.push(program);
    await dailyWorkDone(database);
    const bare = await startBare(database.url, SECRET);
    servers.push(bare);
    const measured = [];
    for (const operation of operationsOf(size)) {
      if (!operation.name.includes(only)) continue;
      measured.push(await compare(operation, program, bare, database, load));
      say(table(measured.slice(-1)));
    }
    return measured;
  } finally {
    for (const server of servers) await server.stop();
    await database.close();
  }

  /**
   * @param {Operation} operation
   * @param {Server} program
   * @param {Server} bare
   * @param {import('./databases.mjs').BenchDatabase} database
   * @param {{ seconds: number, rounds: number, connections: number }} load
   * @returns {Promise<import('./report.mjs').Row>}
   */
  async function compare(operation, program, bare, database, { seconds, rounds, connections }) {
    const token = signToken(SECRET, operation.person);
    const adminToken = signToken(SECRET, peopleOf(size).admin);
    if (operation.method === 'GET') await expectSameAnswers(operation, program, bare, token);
    for (const server of [program, bare])
      await measure(operation, server, token, database, { seconds: Math.ceil(seconds / 3), connections });
    /** @type {{ program: import('./measure.mjs').Figures[], bare: import('./measure.mjs').Figures[] }} */
    const figures = { program: [], bare: [] };
    const before = await statementsOf(program, adminToken);
    for (let round = 0; round < rounds; round += 1) {
      figures.program.push(await measure(operation, program, token, database, { seconds, connections }));
      figures.bare.push(await measure(operation, bare, token, database, { seconds, connections }));
    }
    const sum = mean(figures.program);
    const statements = ((await statementsOf(program, adminToken)) - before) / sum.requests;
    const goal = kind === 'sqlite' ? operation.goalOnSqlite : operation.goal;
    return { database: kind, operation: operation.name, goal, program: sum, bare: mean(figures.bare), statements };
  }
}

/**
 * The two must do the same work: the same rows with the same fields, whatever the order of the fields.
 * @param {Operation} operation
 * @param {Server} program
 * @param {Server} bare
 * @param {string} token
 */
async function expectSameAnswers(operation, program, bare, token) {
  for (let n = 0; n < 5; n += 1) {
    const { path } = operation.request(n);
    const [one, other] = await Promise.all([program, bare].map(({ origin }) => answerOf(`${origin}/api/v1${path}`, token)));
    const [left, right] = [one.items ?? one, other.items ?? other];
    if (Array.isArray(left) ? !left.length : !(left.id ?? left.record?.id))
      throw new Error(`GET ${path} shows nothing: ${JSON.stringify(one).slice(0, 500)}`);
    if (isDeepStrictEqual(left, right)) continue;
    throw new Error(
      `GET ${path} differs:\n${JSON.stringify(left, null, 1).slice(0, 3000)}\n${JSON.stringify(right, null, 1).slice(0, 3000)}`,
    );
  }
}

/** @param {string} url @param {string} token @returns {Promise<any>} */
async function answerOf(url, token) {
  return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json();
}
