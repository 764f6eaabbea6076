// npm test: the unit tests, and the end-to-end tests on SQLite and on a throw-away MariaDB.
// Further arguments go to jest (npm test -- test/cases). The very last line is the sum, alone.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMariadb } from '../test/support/mariadb-programs.mjs';

const withMariadb = findMariadb() !== undefined;
const mariadbRequired = process.env.CI === 'true';

const missing = box([
  'HALF OF THE TESTS ARE NOT RUN: MariaDB is not installed.',
  '',
  'Every end-to-end test has to pass on both kinds of database, SQLite and',
  'MariaDB. Without the program `mariadbd` only SQLite is tried, and a fault',
  'that shows on a database server alone stays unseen.',
  '',
  'Debian, Ubuntu:  apt install mariadb-server',
  '',
  'The tests start a server of their own on a free port, with its data in a',
  'temporary folder. They never touch one that is already running.',
  ...(mariadbRequired ? ['', 'CI=true: this counts as a failed test.'] : []),
]);

if (!withMariadb) console.log(missing);
// Some tests start the built program. It is built here, before several workers would do it at once.
spawnSync(process.execPath, [fileURLToPath(new URL('build-if-needed.mjs', import.meta.url))], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'quayside-test-'));
const report = join(folder, 'report.json');
const exitCode = await runJest(process.argv.slice(2), report);
const sum = count(readReport(report));
rmSync(folder, { recursive: true, force: true });

// jest is unhappy although every test passed, as when it found none or the server did not start: not a success.
if (exitCode !== 0 && sum.failed === 0) sum.failed = 1;
if (!withMariadb) {
  console.log(missing);
  if (mariadbRequired) sum.failed += 1;
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/**
 * @param {string[]} args
 * @param {string} outputFile
 * @returns {Promise<number>}
 */
function runJest(args, outputFile) {
  const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
  const projects = args.includes('--selectProjects') ? [] : ['--selectProjects', 'unit', 'sqlite', ...(withMariadb ? ['mariadb'] : [])];
  // The flag lets jest load ES modules; it is experimental in name only, so its warning on every worker is noise.
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const env = { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' '), QUAYSIDE_TEST_FOLDER: folder };
  // --selectProjects takes every word that follows it, so it comes last.
  const child = spawn(process.execPath, [jest, ...args, '--json', `--outputFile=${outputFile}`, ...projects], { stdio: 'inherit', env });
  // Ctrl-C reaches jest by itself; this process stays to print the sum.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // jest ended before it could write one
  }
}

/** @param {any} report */
function count(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that does not load, or whose afterAll fails, has no failed test to show for it.
  const silent = report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + silent.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {string[]} lines */
function box(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = `${'#'.repeat(width + 6)}\n`;
  return `\n${edge}${lines.map((line) => `## ${line.padEnd(width)} ##\n`).join('')}${edge}`;
}
