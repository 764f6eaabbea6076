import { type Connection, createConnection } from 'mysql2/promise';
import { Database } from '#libs/persistence';
import { fillDatabase } from '../../bench/databases.mjs';
import { caseId } from '../../bench/world/cases.mjs';
import { accountId, agentId, contactId, groupHead, peopleOf, projectId } from '../../bench/world/people.mjs';
import { taskId } from '../../bench/world/tasks.mjs';
import { BUILT_IN_CALENDAR } from '../../src/administration/index.js';
import type { Client } from '../support/client.js';
import { databaseKind } from '../support/databases.js';
import { TestApp } from '../support/test-app.js';

const SIZE = { accounts: 3_000, reach: 300, projects: 4_000, tasks: 60_000, cases: 40_000, activity: 20_000 };
/** Tables with fewer rows may be read whole. */
const SMALL_TABLE = 300;
/** What a page of 25 may cost: with what it joins, and the places that a list skips on its way. */
const MOST_ROWS_READ = 16_000;
/** What each further row of a page of an export may cost. */
const MOST_FOR_A_ROW = 40;
const LONGEST_LIST = 101;

const one = <T extends (n: number) => string>(id: T): string => id(100);
const IDS: Readonly<Record<string, string>> = {
  accounts: accountId(groupHead(SIZE)),
  contacts: one(contactId),
  projects: projectId(3),
  'project-tasks': taskId(61),
  cases: caseId(0),
  calendars: BUILT_IN_CALENDAR,
};

/** Each filter and each order that the large lists offer, with a value that finds something. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  accounts: [`parent=${accountId(0)}`, 'customer=true', 'name=Account', 'sort=name', 'number.gte=ACCT0000100'],
  contacts: [`account=${one(accountId)}`, 'active=true', 'email=contact.5@example.org'],
  projects: [
    `account=${one(accountId)}`,
    `parent=${projectId(18)}`,
    `projectManager=${agentId(1)}`,
    'state=open,work_in_progress',
    'phase=closing',
    'status=red',
    `calendar=${BUILT_IN_CALENDAR}`,
    'sort=-number',
    'number=PRJ0010001',
  ],
  'project-tasks': [
    `project=${projectId(5)}`,
    `parent=${taskId(60)}`,
    `assignedTo=${agentId(1)}`,
    'state=open',
    'visibleToCustomer=true',
    'milestone=true',
    'sort=-plannedStart',
  ],
  cases: [
    `account=${one(accountId)}`,
    `contact=${one(contactId)}`,
    `partner=${accountId(0)}`,
    `project=${projectId(5)}`,
    `projectTask=${taskId(5)}`,
    `assignedTo=${agentId(1)}`,
    'state=open,new',
    'priority=1',
    'channel=phone',
    'openedAt.gte=2025-01-07T00:00:00Z',
    'sort=openedAt',
    'sort=-priority',
    'sort=-number',
    'number=CS0001050',
  ],
};

/** A related list of each form that has some. */
const RELATED: Readonly<Record<string, string>> = { projects: 'project_tasks', cases: 'case_tasks', 'work-orders': 'appointments' };

/** The lists of the portal that are not of one table's rows alone. */
const PORTAL: readonly string[] = [
  ...['action_needed', 'my_project_tasks', 'work_orders', 'my_case_tasks'].flatMap((key) => [
    `portal/my-lists/${key}`,
    `portal/my-lists/${key}?tab=closed`,
  ]),
  'portal/notifications',
  `portal/projects/${projectId(3)}/related-lists/work_orders`,
  `portal/cases/${caseId(0)}/related-lists/work_orders`,
  'portal/contacts',
];

/** Counts read what they count: all that a person with a large reach sees. */
const COUNTS = ['/portal/my-lists'];

interface Sent {
  readonly request: string;
  readonly sql: string;
  readonly params: readonly unknown[];
}

// quality.md: no statement without an index on 100 times the size of the demo.
describe(`on 100,000 rows of ${databaseKind}`, () => {
  let test: TestApp;
  const people = new Map<string, Client>();
  /** A session of its own, in which the server counts what each statement reads. */
  let session: Connection | undefined;

  beforeAll(async () => {
    test = await TestApp.start();
    await fillDatabase(test.database.url, SIZE, () => {});
    await followUps();
    const { customer, customerAdmin, customerAdminOfMany, partnerAdminOfMany, agent, projectManager, admin } = peopleOf(SIZE);
    for (const [name, { id }] of Object.entries({
      customer,
      customerAdmin,
      customerAdminOfMany,
      partnerAdminOfMany,
      agent,
      projectManager,
      admin,
    }))
      people.set(name, await test.as(id));
    if (databaseKind === 'mariadb') session = await createConnection(test.database.url.replace(/^mariadb:/, 'mysql:'));
  }, 180_000);
  afterAll(async () => {
    await session?.end();
    await test.stop();
  });

  /** For each case a task that the customer sees, and a work order. */
  async function followUps(): Promise<void> {
    const database = test.get(Database);
    const record = 'created_at, updated_at, version';
    await database.run(
      `INSERT INTO case_task (id, number, case_id, short_description, state, priority, visible_to_customer, ${record})
       SELECT id, CONCAT('CSTASK', number), id, short_description, 'open', priority, 1, ${record} FROM service_case`,
    );
    const order = 'account_id, contact_id, opened_by_id, opened_at, short_description, priority';
    await database.run(
      `INSERT INTO work_order (id, number, case_id, state, active, billable, ${order}, ${record})
       SELECT id, CONCAT('WO', number), id, 'draft', 1, 0, ${order}, ${record} FROM service_case`,
    );
    if (databaseKind === 'mariadb') await database.rows('ANALYZE TABLE case_task, work_order');
  }

  /** Every read that the API offers on the records there are, and every list by each of its filters and orders. */
  function addresses(): string[] {
    const paths = test.app.routes.routes
      .filter(({ method, path, declaration }) => method === 'GET' && path.startsWith('/api/v1') && declaration.kind !== 'open')
      .map(({ path }) => path.slice('/api/v1'.length));
    const plain = paths.flatMap((path) => {
      const [collection] = path
        .replace(/^\/(portal|admin)/, '')
        .split('/')
        .filter(Boolean);
      const address = path
        .replace(':id', IDS[collection!] ?? ':id')
        .replace(':form', 'contact')
        .replace(':key', path.includes('related-lists') ? (RELATED[collection!] ?? ':key') : 'all_cases');
      return address.includes(':') ? [] : [address];
    });
    return [
      ...plain.filter((address) => !COUNTS.includes(address)),
      ...PORTAL.map((address) => `/${address}`),
      ...Object.entries(LISTS).flatMap(([list, queries]) => queries.map((query) => `/${list}?${query}`)),
    ];
  }

  /** The different statements that the reads send, each with the request that sent it. */
  async function statements(): Promise<Sent[]> {
    const sent = new Map<string, Sent>();
    for (const [name, api] of people) {
      for (const address of addresses()) {
        const heard: Sent[] = [];
        const stop = test.get(Database).onStatement((sql, params) => heard.push({ request: `${name} GET ${address}`, sql, params }));
        const { status } = await api.get(address);
        stop();
        if (status >= 500) throw new Error(`${name} GET ${address} answered ${status}`);
        for (const one of heard)
          if (/^\s*(SELECT|WITH)\b/i.test(one.sql) && !sent.has(`${name} ${one.sql}`)) sent.set(`${name} ${one.sql}`, one);
      }
    }
    return [...sent.values()];
  }

  it('every read finds its rows by an index', async () => {
    const faults: string[] = [];
    const all = await statements();
    expect(all.length).toBeGreaterThan(300);
    for (const { request, sql, params } of all) {
      const found = databaseKind === 'sqlite' ? await sqliteFaults(sql, params) : await mariadbFaults(sql, params);
      if (found.length) faults.push(`${request}\n    ${found.join('; ')}\n    ${sql.slice(0, 600)}`);
    }
    if (faults.length) throw new Error(`${faults.length} of ${all.length} statements\n${faults.slice(0, 12).join('\n')}`);
  }, 240_000);

  const sizes = new Map<string, number>();
  async function sizeOf(table: string): Promise<number> {
    let size = sizes.get(table);
    if (size === undefined) {
      size = Number((await test.get(Database).rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`, []))[0]!.n);
      sizes.set(table, size);
    }
    return size;
  }

  /** Tables that are read from end to end without an index. */
  async function sqliteFaults(sql: string, params: readonly unknown[]): Promise<string[]> {
    const plan = await test.get(Database).rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, [...params]);
    const faults: string[] = [];
    for (const { detail } of plan) {
      const [, alias] = /^SCAN (\w+)(?! USING)/.exec(detail) ?? [];
      if (!alias || detail.includes('USING')) continue;
      const [, table = alias] = new RegExp(`(?:FROM|JOIN)\\s+(\\w+)\\s+(?:AS\\s+)?${alias}\\b`, 'i').exec(sql) ?? [];
      const known = await sizeOf(table).catch(() => 0);
      if (known > SMALL_TABLE) faults.push(`${detail} (${table}, ${known} rows)`);
    }
    return faults;
  }

  /** Statements that read more rows than a page can need, as the server counted them. */
  async function mariadbFaults(sql: string, params: readonly unknown[]): Promise<string[]> {
    await session!.query('FLUSH STATUS');
    await session!.query(sql, [...params]);
    const [rows] = await session!.query("SHOW SESSION STATUS LIKE 'Handler_read%'");
    const reads = (rows as { Variable_name: string; Value: string }[]).map(
      ({ Variable_name, Value }) => [Variable_name, Number(Value)] as const,
    );
    const sum = reads.reduce((all, [, n]) => all + n, 0);
    const page = Math.max(LONGEST_LIST, Number(/LIMIT (\d+) *\) page/.exec(sql)?.[1] ?? 0));
    return sum > MOST_ROWS_READ + MOST_FOR_A_ROW * (page - LONGEST_LIST)
      ? [`${sum} rows read: ${reads.filter(([, n]) => n > 0).join(' ')}`]
      : [];
  }
});
