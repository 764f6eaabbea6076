import type { Answer } from '../support/client.js';
import type { Somebody } from '../support/given.js';
import { type PortalWorld, portalWorld } from '../support/portal-world.js';
import { TestApp } from '../support/test-app.js';

// quality.md, abuse that must fail.
describe('attacks on the portal by the parameters of its lists', () => {
  let test: TestApp;
  let world: PortalWorld;
  let me: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    world = await portalWorld(test);
    me = world.people.customer;
  });
  afterAll(() => test.stop());

  it('T6 a hidden field is neither filtered nor sorted by, nor reached through a relation: 400, as a field that is none', async () => {
    const { projects, cases } = world;
    const hidden: Record<string, string[]> = {
      '/portal/projects': ['calculation', 'approvedStart', 'actualDurationMinutes', 'calendar', 'accountId'],
      '/portal/project-tasks': ['assignmentGroup', 'timeConstraint', 'constraintDate', 'critical', 'scheduleConflict', 'project.account'],
      '/portal/cases': ['impact', 'urgency', 'watchList', 'workNotesList', 'reassignmentCount', 'reopenCount', 'contact.email'],
      '/portal/work-orders': ['qualificationGroup', 'assignmentGroup', 'billable', 'case.priority'],
      '/portal/my-lists/all_cases': ['impact', 'workNotesList', 'reopenCount'],
      '/portal/my-lists/my_project_tasks': ['assignmentGroup', 'critical'],
      '/portal/my-lists/work_orders': ['billable', 'qualificationGroup'],
      [`/portal/projects/${projects.project.id}/related-lists/project_tasks`]: ['assignmentGroup', 'critical', 'constraintDate'],
      [`/portal/projects/${projects.project.id}/related-lists/work_orders`]: ['billable', 'qualificationGroup'],
      [`/portal/cases/${cases.customers.id}/related-lists/work_orders`]: ['billable', 'qualificationGroup'],
    };
    for (const [list, fields] of Object.entries(hidden)) {
      const textOf = ({ body }: Answer, name: string) => JSON.stringify({ ...body, requestId: '' }).replaceAll(name, 'NAME');
      const [filter, order] = [await me.api.get(`${list}?nonsense=1`), await me.api.get(`${list}?sort=nonsense`)];
      expect([list, filter.status, order.status]).toEqual([list, 400, 400]);
      for (const name of fields) {
        const filtered = await me.api.get(`${list}?${name}=1`);
        expect([list, name, filtered.status]).toEqual([list, name, 400]);
        expect(textOf(filtered, name)).toBe(textOf(filter, 'nonsense'));
        for (const suffix of ['.isNull', '.gte', '.contains'])
          expect([list, name, (await me.api.get(`${list}?${name}${suffix}=1`)).status]).toEqual([list, name, 400]);
        const sorted = await me.api.get(`${list}?sort=-${name}`);
        expect([list, name, sorted.status]).toEqual([list, name, 400]);
        expect(textOf(sorted, name)).toBe(textOf(order, 'nonsense'));
      }
    }
    for (const query of ['state=open', 'sort=-updatedAt', 'q=x', 'priority=1'])
      expect([query, (await me.api.get(`/portal/notifications?${query}`)).status]).toEqual([query, 400]);
  });

  it('T15 names and values of parameters never reach the statement: repeated, nested and strange ones are 400', async () => {
    for (const list of ['/portal/projects', '/portal/cases', '/portal/my-lists/all_cases', '/portal/notifications'])
      for (const query of [
        'limit=1&limit=2',
        'sort=number;drop',
        "sort=number'--",
        'limit[]=1',
        'limit=1e3',
        'cursor=e30',
        'total=1',
        "state'=1",
        '__proto__=1',
        'constructor=1',
      ])
        expect([list, query, (await me.api.get(`${list}?${query}`)).status]).toEqual([list, query, 400]);
    for (const query of ['tab=open&tab=closed', 'tab=', 'tab[]=open'])
      expect((await me.api.get(`/portal/my-lists/all_cases?${query}`)).status).toBe(400);
    for (const key of ['constructor', '__proto__', 'toString', '%27', 'all_cases%00']) {
      expect([key, (await me.api.get(`/portal/my-lists/${key}`)).status]).toEqual([key, 404]);
      expect((await me.api.get(`/portal/projects/${world.projects.project.id}/related-lists/${key}`)).status).toBe(404);
    }
  });
});
