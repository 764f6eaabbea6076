import { type Call, type Option, WrongUse, wholeNumber } from '../command.js';

/** How much is to be generated. */
export interface LoadSizes {
  readonly accounts: number;
  readonly contacts: number;
  readonly projects: number;
  readonly tasks: number;
  readonly cases: number;
  readonly workOrders: number;
  /** Accounts that the partner administrator reaches. */
  readonly reach: number;
  readonly seed: number;
}

const MOST = 10_000_000;
const MOST_TASKS_A_PROJECT = 10_000;
const COUNTS = ['accounts', 'contacts', 'projects', 'tasks', 'cases', 'work-orders'] as const;
/** When no size is given at all. */
const USUAL: Readonly<Record<(typeof COUNTS)[number], number>> = {
  accounts: 200,
  contacts: 400,
  projects: 2_000,
  tasks: 40_000,
  cases: 40_000,
  'work-orders': 0,
};

export const LOAD_OPTIONS: Readonly<Record<string, Option>> = {
  accounts: { value: 'N', help: 'customer accounts, five to a tree' },
  contacts: { value: 'N', help: 'contacts, in turn for each account; without a password' },
  projects: { value: 'N', help: 'projects, in turn for each account' },
  tasks: { value: 'N', help: 'tasks, the same number for each project' },
  cases: { value: 'N', help: 'cases, in turn for each account' },
  'work-orders': { value: 'N', help: 'work orders, of cases' },
  seed: { value: 'N', help: 'another seed gives other names, states and dates (1)' },
  password: { value: 'TEXT', help: 'also makes bench.customer, bench.partneradmin, bench.agent and bench.projectmanager with it' },
  reach: { value: 'N', help: 'accounts in the reach of bench.partneradmin (10, or all there are)' },
};

/** @throws WrongUse for sizes that do not go together */
export function loadSizes(call: Call): LoadSizes {
  const none = COUNTS.every((name) => call.text(name) === undefined);
  const [accounts, contacts, projects, tasks, cases, workOrders] = COUNTS.map((name) =>
    wholeNumber(call, name, none ? USUAL[name] : 0, 0, MOST),
  ) as [number, number, number, number, number, number];
  const reach = wholeNumber(call, 'reach', Math.min(10, accounts), 0, MOST);
  const seed = wholeNumber(call, 'seed', 1, 0, 2 ** 32 - 1);
  refuse(accounts === 0, '--accounts must be at least 1: everything else belongs to an account.');
  refuse(tasks > 0 && projects === 0, '--tasks needs --projects: each task belongs to a project.');
  refuse(
    tasks > projects * MOST_TASKS_A_PROJECT,
    `--tasks must be at most ${MOST_TASKS_A_PROJECT} for each project, that is ${projects * MOST_TASKS_A_PROJECT}.`,
  );
  refuse(workOrders > cases, '--work-orders must not be more than --cases: each belongs to a case of its own.');
  refuse(reach > accounts, '--reach must not be more than --accounts.');
  refuse(
    call.text('reach') !== undefined && call.text('password') === undefined,
    '--reach needs --password, which makes bench.partneradmin.',
  );
  return { accounts, contacts, projects, tasks, cases, workOrders, reach, seed };
}

function refuse(wrong: boolean, sentence: string): void {
  if (wrong) throw new WrongUse(sentence);
}
