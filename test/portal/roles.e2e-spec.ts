import type { Somebody } from '../support/given.js';
import { type PortalWorld, portalWorld } from '../support/portal-world.js';
import { TestApp } from '../support/test-app.js';

/** What somebody has in the portal, by the names in the world. */
interface Has {
  readonly header: Readonly<Record<string, readonly string[]>>;
  readonly projects: readonly string[];
  readonly tasks: readonly string[];
  readonly cases: readonly string[];
  readonly orders: readonly string[];
  readonly caseTasks: readonly string[];
  /** The tasks that are one's own to do. */
  readonly mine: readonly string[];
  readonly related: Readonly<Record<string, number>> | null;
  /** The contacts that one manages; null where there is no such page. */
  readonly contacts: readonly string[] | null;
}

const CASES = ['all_cases'];
const SUPPORT = ['projects', 'project_tasks', 'work_orders', 'appointments'];
const header = (cases: readonly string[], support: readonly string[]) => ({
  my_lists: [],
  case: cases,
  support,
  notifications: [],
  profile: [],
});
const WITH_PROJECT = [...CASES, 'create_project_case'];
const NO_PROJECT = { projects: [], tasks: [], mine: [], related: null };
const OF_PROJECT = ['seen', 'customers', 'partners'];
const ACCOUNT_CASES = ['customers', 'colleagues', 'below', 'ofPartner'];
const ACCOUNT_PEOPLE = ['customer', 'colleague', 'caseManager', 'customerAdmin', 'noRole', 'below'];

// Section 4 and the matrix 2.2; decisions 1 to 9, 33 and 35.
const EXPECTED: Readonly<Record<keyof PortalWorld['people'], Has>> = {
  customer: {
    header: header(WITH_PROJECT, SUPPORT),
    projects: ['project', 'sub'],
    tasks: [...OF_PROJECT, 'ofSub'],
    cases: ['customers'],
    orders: ['customers'],
    caseTasks: ['seen'],
    mine: ['customers'],
    related: { project_tasks: 3, sub_projects: 1, work_orders: 1, project_contacts: 3 },
    contacts: null,
  },
  colleague: {
    ...NO_PROJECT,
    header: header(CASES, SUPPORT),
    cases: ['colleagues'],
    orders: ['colleagues'],
    caseTasks: ['colleagues'],
    contacts: null,
  },
  caseManager: {
    ...NO_PROJECT,
    header: header(CASES, SUPPORT),
    cases: ACCOUNT_CASES,
    orders: ['customers', 'colleagues', 'ofPartner'],
    caseTasks: ['seen', 'colleagues'],
    contacts: null,
  },
  customerAdmin: {
    ...NO_PROJECT,
    header: header(CASES, [...SUPPORT, 'contacts']),
    cases: ACCOUNT_CASES,
    orders: ['customers', 'colleagues', 'ofPartner'],
    caseTasks: ['seen', 'colleagues'],
    contacts: ACCOUNT_PEOPLE,
  },
  partner: {
    header: header(WITH_PROJECT, SUPPORT),
    projects: ['project'],
    tasks: OF_PROJECT,
    cases: ['ofPartner'],
    orders: ['ofPartner'],
    caseTasks: [],
    mine: ['partners'],
    related: { project_tasks: 3, sub_projects: 0, work_orders: 1, project_contacts: 3 },
    contacts: null,
  },
  partnerAdmin: {
    header: header(WITH_PROJECT, [...SUPPORT, 'contacts']),
    projects: ['project'],
    tasks: OF_PROJECT,
    cases: ['ofPartner'],
    orders: ['ofPartner'],
    caseTasks: [],
    mine: [],
    related: { project_tasks: 3, sub_projects: 0, work_orders: 1, project_contacts: 3 },
    contacts: ['customer', 'colleague', 'caseManager', 'customerAdmin', 'noRole', 'partner', 'partnerAdmin'],
  },
  consumer: {
    ...NO_PROJECT,
    header: header(CASES, ['work_orders', 'appointments']),
    cases: ['consumers'],
    orders: ['consumers'],
    caseTasks: [],
    contacts: null,
  },
  noRole: { ...NO_PROJECT, header: { profile: [] } as never, cases: [], orders: [], caseTasks: [], contacts: null },
};

describe('what each role has in the portal, and nothing else', () => {
  let test: TestApp;
  let world: PortalWorld;
  const names = new Map<string, string>();

  beforeAll(async () => {
    test = await TestApp.start();
    world = await portalWorld(test);
    const { projects, tasks, cases, orders, caseTasks, people, others } = world;
    for (const group of [projects, tasks, cases, orders, caseTasks, others, people])
      for (const [name, { id }] of Object.entries(group)) names.set(id, name);
  });
  afterAll(() => test.stop());

  const rows = async ({ api }: Somebody, path: string): Promise<string[]> => (await api.all(path)).map(({ id }) => names.get(id) ?? id);
  const sorted = (some: readonly string[]): string[] => [...some].sort();

  it.each(Object.keys(EXPECTED) as (keyof PortalWorld['people'])[])('%s', async (role) => {
    const somebody: Somebody = world.people[role];
    const expected = EXPECTED[role];
    const { body } = await somebody.api.get('/portal/navigation');
    expect(Object.fromEntries(body.header.map((menu: any) => [menu.key, menu.items.map(({ key }: { key: string }) => key)]))).toEqual(
      expected.header,
    );
    for (const [path, wanted] of [
      ['projects', expected.projects],
      ['project-tasks', expected.tasks],
      ['cases', expected.cases],
      ['work-orders', expected.orders],
    ] as const) {
      expect([path, sorted(await rows(somebody, `/portal/${path}`))]).toEqual([path, sorted(wanted)]);
      const { total } = (await somebody.api.get(`/portal/${path}?total=true&limit=1`)).body;
      expect([path, total]).toEqual([path, wanted.length]);
    }
    const lists: Record<string, readonly string[]> = {
      all_cases: expected.cases,
      action_needed: expected.cases.filter((name) => ['customers', 'colleagues', 'consumers'].includes(name)),
      my_project_tasks: expected.mine,
      work_orders: expected.orders,
      my_case_tasks: expected.caseTasks,
    };
    const offered = (await somebody.api.get('/portal/my-lists')).body as { key: string; open: number }[];
    const absent = role === 'noRole' ? Object.keys(lists) : role === 'consumer' ? ['my_project_tasks'] : [];
    expect(offered.map(({ key }) => key)).toEqual(Object.keys(lists).filter((key) => !absent.includes(key)));
    for (const { key, open } of offered) {
      expect([key, open, sorted(await rows(somebody, `/portal/my-lists/${key}`))]).toEqual([key, lists[key]!.length, sorted(lists[key]!)]);
      expect(await rows(somebody, `/portal/my-lists/${key}?tab=closed`)).toEqual([]);
    }
    for (const key of absent) expect((await somebody.api.get(`/portal/my-lists/${key}`)).status).toBe(404);
  });

  it.each(Object.keys(EXPECTED) as (keyof PortalWorld['people'])[])(
    'the forms of a %s are those of its rows, others are 404',
    async (role) => {
      const { api }: Somebody = world.people[role];
      const expected = EXPECTED[role];
      for (const [path, records, wanted] of [
        ['projects', world.projects, expected.projects],
        ['project-tasks', world.tasks, expected.tasks],
        ['cases', world.cases, expected.cases],
        ['work-orders', world.orders, expected.orders],
      ] as const) {
        for (const [name, { id, number }] of Object.entries(records) as [string, { id: string; number: string }][])
          for (const key of [id, number])
            expect([path, name, (await api.get(`/portal/${path}/${key}`)).status]).toEqual([path, name, wanted.includes(name) ? 200 : 404]);
      }
      const { status, body } = await api.get(`/portal/projects/${world.projects.project.id}`);
      if (expected.related)
        expect(Object.fromEntries(body.relatedLists.map(({ key, count }: { key: string; count: number }) => [key, count]))).toEqual(
          expected.related,
        );
      else expect(status).toBe(404);
      const page = await api.get('/portal/contacts?limit=100');
      if (expected.contacts === null) expect(page.status).toBe(404);
      else expect(sorted(page.body.items.map(({ id }: { id: string }) => names.get(id) ?? id))).toEqual(sorted(expected.contacts));
    },
  );
});
