import { ActivityEvent } from '#libs/activity';
import { FixedClock } from '#libs/kernel';
import { DomainEvents } from '#libs/outbox';
import { AutoClose, CLOSED, REMINDER } from '../../src/cases/application/auto-close.js';
import { AutoCloseRounds, type ServiceCaseState } from '../../src/cases/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const DAY = 24 * 3_600_000;
const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
const SOLUTION = { resolutionCode: 'void', resolutionNotes: 'Nothing to do.' };

describe('the flow that closes resolved cases', () => {
  let test: TestApp;
  let clock: FixedClock;
  let admin: Somebody;
  let agent: Somebody;
  let customer: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    clock = new FixedClock(NOW);
    test = await TestApp.start({}, clock);
    admin = await test.given.admin();
    agent = await test.given.user(ROLE.agent);
    account = await test.given.account();
    customer = await test.given.contact(account);
  });
  beforeEach(async () => {
    clock.set(NOW);
    await setFlow(true);
  });
  afterAll(() => test.stop());

  const setFlow = async (active: boolean) =>
    expect((await admin.api.patch('/admin/flows/auto_close_resolved_cases', { active })).status).toBe(200);
  const on = async (day: number, ms = 0): Promise<void> => {
    clock.set(new Date(NOW.getTime() + day * DAY + ms));
    await test.get(AutoClose).run(clock.now());
  };
  /** A case that is resolved now. */
  const resolved = (options: object = {}) =>
    test.given.case({
      account,
      contact: customer,
      assignedTo: agent,
      state: 'resolved',
      with: { ...SOLUTION, resolvedAt: NOW, resolvedById: agent.id },
      ...options,
    });
  const shown = async ({ id }: { id: string }) => (await agent.api.get(`/cases/${id}`)).body;
  const comments = async ({ id }: { id: string }, who = customer): Promise<string[]> =>
    (await who.api.all(`/cases/${id}/activity`))
      .filter(({ kind }) => kind === 'comment')
      .map(({ text }) => text)
      .reverse();

  it('1.13 reminds on day 5, and closes on day 10 with the solution that was proposed, by nobody', async () => {
    const source = await resolved();
    await on(5, -1);
    expect([await comments(source), (await shown(source)).version]).toEqual([[], 1]);
    await on(5);
    expect([await comments(source), (await shown(source)).state]).toEqual([[REMINDER], 'resolved']);
    await on(10, -1);
    expect([await comments(source), (await shown(source)).state]).toEqual([[REMINDER], 'resolved']);
    await on(10);
    expect(await comments(source)).toEqual([REMINDER, CLOSED]);
    expect(await shown(source)).toMatchObject({
      state: 'closed',
      ...SOLUTION,
      resolvedBy: { id: agent.id },
      closedAt: new Date(NOW.getTime() + 10 * DAY).toISOString(),
      closedBy: null,
    });
    const stream = await customer.api.all(`/cases/${source.id}/activity`);
    expect(stream.find(({ kind }) => kind === 'comment')).toMatchObject({ by: null });
    const { items } = (await admin.api.get(`/admin/audit?record=${source.id}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['auto_closed', 'reminded']);
  });

  it('neither twice, however often it is done and however many processes do it at once', async () => {
    const cases = [await resolved(), await resolved(), await resolved()];
    const together = (day: number) => Promise.all(Array.from({ length: 4 }, () => on(day)));
    for (const day of [5, 6, 10, 11]) await together(day);
    for (const source of cases) {
      expect(await comments(source)).toEqual([REMINDER, CLOSED]);
      expect((await shown(source)).version).toBe(3);
    }
  });

  it('off, as it is at first, it does neither', async () => {
    const source = await resolved();
    await setFlow(false);
    for (const day of [5, 10, 20]) await on(day);
    expect([await comments(source), await shown(source)]).toMatchObject([[], { state: 'resolved', version: 1 }]);
    await setFlow(true);
    await on(20);
    expect([await comments(source), (await shown(source)).state]).toEqual([[CLOSED], 'closed']);
  });

  it('while customer service is switched off, cases rest', async () => {
    const source = await resolved();
    const off: string[] = [];
    for (const id of [
      'com.snc.wm_ppm',
      'com.snc.csm_fsm_integration',
      'com.snc.csm_ppm',
      'com.sn_customerservice_portal',
      'com.sn_customerservice',
    ])
      if ((await admin.api.post(`/admin/plugins/${id}/deactivate`)).status === 200) off.unshift(id);
    expect(off).toContain('com.sn_customerservice');
    await on(10);
    for (const id of off) await admin.api.post(`/admin/plugins/${id}/activate`);
    expect([await comments(source), (await shown(source)).state]).toEqual([[], 'resolved']);
  });

  it.each(['new', 'open', 'awaiting_info', 'closed', 'canceled'] as const)('leaves a case that is %s as it is', async (state) => {
    const source = await resolved({ state });
    await on(30);
    expect([await comments(source), await shown(source)]).toMatchObject([[], { state, version: 1 }]);
  });

  it('a rejected solution ends the waiting; the next one begins it anew', async () => {
    const source = await resolved();
    await on(6);
    expect((await customer.api.post(`/cases/${source.id}/reject-solution`, { reason: 'No.' })).status).toBe(200);
    await on(10);
    expect((await shown(source)).state).toBe('open');
    expect((await agent.api.post(`/cases/${source.id}/propose-solution`, SOLUTION)).status).toBe(200);
    await on(14);
    expect((await shown(source)).state).toBe('resolved');
    await on(15);
    expect(await comments(source)).toEqual([REMINDER, 'No.', REMINDER]);
    await on(20);
    expect([await comments(source), (await shown(source)).state]).toEqual([[REMINDER, 'No.', REMINDER, CLOSED], 'closed']);
  });

  it('what broke off goes on where it was, and does nothing again', async () => {
    const cases: ServiceCaseState[] = [];
    for (let n = 0; n < 5; n += 1) cases.push(await resolved());
    let heard = 0;
    let broken = true;
    test.get(DomainEvents).during(ActivityEvent.commented, async (event) => {
      if (!broken || !cases.some(({ id }) => id === event.aggregateId)) return;
      heard += 1;
      if (heard === 3) throw new Error('the power is gone');
    });
    await expect(on(5)).rejects.toThrow('the power is gone');
    const sofar = await Promise.all(cases.map((one) => comments(one)));
    expect(sofar.flat()).toHaveLength(2);
    // Neither half of the third: what is written of a case is one transaction.
    expect((await Promise.all(cases.map(shown))).map(({ version }) => version).sort()).toEqual([1, 1, 1, 2, 2]);
    broken = false;
    await on(5);
    expect(await Promise.all(cases.map((one) => comments(one)))).toEqual(cases.map(() => [REMINDER]));
  });

  it('a round of the running program does it, and one that fails leaves it for the next', async () => {
    const source = await resolved();
    let broken = true;
    test.get(DomainEvents).during(ActivityEvent.commented, async ({ aggregateId }) => {
      if (broken && aggregateId === source.id) throw new Error('the power is gone');
    });
    clock.set(new Date(NOW.getTime() + 10 * DAY));
    await test.get(AutoCloseRounds).round();
    expect((await shown(source)).state).toBe('resolved');
    broken = false;
    await test.get(AutoCloseRounds).round();
    expect((await shown(source)).state).toBe('closed');
  });

  it('leaves off when it is told to', async () => {
    const source = await resolved();
    await test.get(AutoClose).run(new Date(NOW.getTime() + 10 * DAY), AbortSignal.abort());
    expect((await shown(source)).state).toBe('resolved');
  });

  it('goes through more cases than it looks at together', async () => {
    const account2 = await test.given.account();
    for (let n = 0; n < 25; n += 1) await resolved({ account: account2, contact: undefined });
    await on(10);
    expect((await agent.api.get(`/cases?account=${account2.id}&state=closed&total=true`)).body.total).toBe(25);
  });
});
