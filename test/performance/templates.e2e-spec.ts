import type { Answer } from '../support/client.js';
import { databaseKind } from '../support/databases.js';
import type { Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { StatementCounter } from './statement-counter.js';

const FEW = 5;
const MANY = 50;
/** The longer INSERTs are sent in pieces; and many numbers are taken from the counter itself. */
const MOST_MORE = 5;
const MOST_MS = 100;

describe(`templates on ${databaseKind}: fifty tasks cost little more than five`, () => {
  let test: TestApp;
  let count: StatementCounter;
  let manager: Somebody;
  let account: { id: string };
  const table: string[] = [];

  beforeAll(async () => {
    test = await TestApp.start();
    count = new StatementCounter(test);
    manager = await test.given.projectManager();
    account = await test.given.account();
  });
  afterAll(async () => {
    process.stdout.write(`\nStatements and milliseconds of CPU of templates on ${databaseKind}:\n${table.join('\n')}\n`);
    await test.stop();
  });

  /** Families of five, each task waiting for the one before it, each with a checklist; some assigned, some visible. */
  async function templateOf(tasks: number): Promise<{ id: string }> {
    const template = await test.given.template({ owner: manager });
    let parent = await test.given.templateTask({ template });
    let before = parent;
    for (let n = 1; n < tasks; n += 1) {
      const first = n % 5 === 0;
      const details = { startOffsetMinutes: n * 240, visibleToCustomer: n % 2 === 0, assignedToId: n % 3 === 0 ? manager.id : null };
      const task = await test.given.templateTask({ template, ...(first ? {} : { parent }), with: details });
      if (first) parent = task;
      else if (before.id !== parent.id) await test.given.templateDependency(before, task);
      await test.given.checklist(task, 'One', 'Two');
      before = task;
    }
    return template;
  }

  /** The fewest statements and the least CPU time (which does not depend on who else is at work) of several requests, each made ready first, after one that fills the caches. */
  async function costOf(
    what: string,
    tasks: number,
    request: () => Promise<() => Promise<Answer>>,
  ): Promise<{ statements: number; ms: number }> {
    const runs: { statements: number; ms: number }[] = [];
    for (let run = 0; run <= 5; run += 1) {
      const send = await request();
      const from = process.cpuUsage();
      const { answer, statements } = await count.of(send);
      if (answer.status >= 300) throw new Error(`${what} answered ${answer.status}: ${answer.raw}`);
      const { user, system } = process.cpuUsage(from);
      runs.push({ statements: statements.length, ms: (user + system) / 1_000 });
    }
    const [, ...warm] = runs;
    const cost = { statements: Math.min(...warm.map(({ statements }) => statements)), ms: Math.min(...warm.map(({ ms }) => ms)) };
    table.push(`  ${String(cost.statements).padStart(3)}  ${cost.ms.toFixed(1).padStart(6)} ms  ${what}, ${tasks} tasks`);
    return cost;
  }

  type Subject = { readonly template: { id: string }; readonly project: { id: string } };
  const REQUESTS: Readonly<Record<string, (of: Subject) => Promise<() => Promise<Answer>>>> = {
    'a project is made from a template': async ({ template }) => {
      const body = { name: 'Hall', accountId: account.id, templateId: template.id, startDate: '2026-06-01' };
      return () => manager.api.post('/projects', body);
    },
    'a template is applied to an empty project': async ({ template }) => {
      const { id } = await test.given.project({ account, manager });
      return () => manager.api.post(`/projects/${id}/apply-template`, { templateId: template.id, startDate: '2026-06-01' });
    },
    'a project is saved as a template': async ({ project }) => {
      const name = `Saved ${performance.now()}`;
      return () => manager.api.post(`/projects/${project.id}/save-as-template`, { name });
    },
    'a project is copied':
      async ({ project }) =>
      () =>
        manager.api.post(`/projects/${project.id}/copy`, { name: 'Copy', startDate: '2026-06-01' }),
  };

  it.each(Object.keys(REQUESTS))('%s', async (what) => {
    const costs: { statements: number; ms: number }[] = [];
    for (const tasks of [FEW, MANY]) {
      const template = await templateOf(tasks);
      const body = { name: 'Given', accountId: account.id, templateId: template.id, startDate: '2026-03-02' };
      const project = (await manager.api.post('/projects', body)).body;
      expect(await manager.api.all(`/projects/${project.id}/tasks`)).toHaveLength(tasks);
      costs.push(await costOf(what, tasks, () => REQUESTS[what]!({ template, project })));
    }
    const [few, many] = costs;
    expect(many!.statements - few!.statements).toBeLessThanOrEqual(MOST_MORE);
    expect(many!.ms).toBeLessThan(MOST_MS);
  });

  it('the list of the tasks of a template costs as much for fifty as for five', async () => {
    const of = async (tasks: number) => {
      const { id } = await templateOf(tasks);
      return (await costOf('tasks of a template', tasks, async () => () => manager.api.get(`/project-templates/${id}/tasks?limit=100`)))
        .statements;
    };
    expect(await of(MANY)).toBe(await of(FEW));
  });
});
