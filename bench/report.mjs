import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

/** @typedef {import('./measure.mjs').Figures} Figures */

/**
 * @typedef {object} Row
 * @property {string} database
 * @property {string} operation
 * @property {number} goal
 * @property {Figures} program
 * @property {Figures} bare
 * @property {number} statements of the program for each request, BEGIN and COMMIT and the outbox's included
 */

/** Requests/s of the program by those of the bare server. @param {Row} row */
export const rateRatio = ({ program, bare }) => program.perSecond / bare.perSecond;
/** CPU time of the bare server and its database by that of the program and its. @param {Row} row */
export const cpuRatio = ({ program, bare }) => (bare.cpu + bare.databaseCpu) / (program.cpu + program.databaseCpu);

const COLUMNS = [
  'database',
  'operation',
  'server',
  'req/s',
  'p50 ms',
  'p99 ms',
  'statements',
  'CPU us',
  'db CPU us',
  'ratio',
  'CPU ratio',
  'goal',
];

/** @param {readonly Row[]} rows */
export function table(rows) {
  const lines = rows.flatMap((row) => [
    [
      row.database,
      row.operation,
      'program',
      ...figures(row.program, row.statements),
      rateRatio(row).toFixed(2),
      cpuRatio(row).toFixed(2),
      row.goal.toFixed(1),
    ],
    ['', '', 'bare', ...figures(row.bare, 1), '', '', ''],
  ]);
  const widths = COLUMNS.map((name, i) => Math.max(name.length, ...lines.map((line) => String(line[i]).length)));
  return [COLUMNS, ...lines]
    .map((line) => line.map((cell, i) => (i < 3 ? String(cell).padEnd(widths[i] ?? 0) : String(cell).padStart(widths[i] ?? 0))).join('  '))
    .join('\n');
}

/** @param {Figures} of @param {number} statements */
const figures = (of, statements) => [
  of.perSecond.toFixed(0) + (of.refused ? ` (${of.refused} refused)` : ''),
  of.p50.toFixed(1),
  of.p99.toFixed(1),
  statements.toFixed(1),
  (of.cpu * 1000).toFixed(0),
  (of.databaseCpu * 1000).toFixed(0),
];

/**
 * Writes the report where git does not look.
 * @param {object} options
 * @param {readonly Row[]} rows
 */
export function writeReport(options, rows) {
  const folder = join(import.meta.dirname, 'reports');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `bench-${at.replace(/[:.]/g, '-')}.json`);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg(), node: process.version };
  writeFileSync(file, `${JSON.stringify({ at, machine, options, rows }, null, 2)}\n`);
  return file;
}
