import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

type Json = Record<string, any>;

describe('the schedule of a project', () => {
  let test: TestApp;
  let manager: Somebody;
  let account: { id: string };
  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const ok = async (answer: Promise<{ status: number; body: any; raw: string }>): Promise<any> => {
    const { status, body, raw } = await answer;
    if (status >= 300) throw new Error(`${status} ${raw}`);
    return body;
  };
  const project = (more: Json = {}): Promise<Json> =>
    ok(manager.api.post('/projects', { name: 'Hall', accountId: account.id, startDate: '2027-03-01', ...more }));
  const task = (p: Json, days: number, more: Json = {}): Promise<Json> =>
    ok(
      manager.api.post(`/projects/${p.id}/tasks`, {
        shortDescription: `${days} days`,
        plannedDurationMinutes: days * 480,
        ...(days === 0 ? { milestone: true } : {}),
        ...more,
      }),
    );
  const tie = (p: Json, from: Json, to: Json, more: Json = {}): Promise<Json> =>
    ok(manager.api.post(`/projects/${p.id}/dependencies`, { predecessorId: from.id, successorId: to.id, ...more }));
  const change = (t: Json, body: Json): Promise<Json> => ok(manager.api.patch(`/project-tasks/${t.id}`, body));
  const datesOf = async ({ id }: Json): Promise<string> => {
    const { plannedStart, plannedEnd } = await ok(manager.api.get(`/project-tasks/${id}`));
    return `${plannedStart.slice(5, 16)} ${plannedEnd.slice(5, 16)}`;
  };
  const show = (p: Json): Promise<Json> => ok(manager.api.get(`/projects/${p.id}/schedule`));

  it('BR-148 two tasks that wait for nothing run side by side; one that waits follows, and the answer tells what moved', async () => {
    const p = await project();
    const [three, one] = [await task(p, 3), await task(p, 1)];
    expect((await ok(manager.api.get(`/projects/${p.id}`))).plannedDurationMinutes).toBe(3 * 480);
    const { moved } = await tie(p, three, one);
    expect(moved).toEqual([
      {
        id: one.id,
        number: one.number,
        from: { plannedStart: '2027-03-01T08:00:00.000Z', plannedEnd: '2027-03-01T17:00:00.000Z' },
        to: { plannedStart: '2027-03-04T08:00:00.000Z', plannedEnd: '2027-03-04T17:00:00.000Z' },
      },
    ]);
    expect((await ok(manager.api.get(`/projects/${p.id}`))).plannedDurationMinutes).toBe(4 * 480);
  });

  it.each([
    ['fs', {}, '03-03T08:00 03-03T17:00'],
    ['fs', { lagMinutes: 240 }, '03-03T13:00 03-04T12:00'],
    ['fs', { lagMinutes: -480 }, '03-02T08:00 03-02T17:00'],
    ['ss', { lagMinutes: 480 }, '03-02T08:00 03-02T17:00'],
    ['ff', {}, '03-02T08:00 03-02T17:00'],
    ['sf', { lagMinutes: 1440 }, '03-03T08:00 03-03T17:00'],
    ['fs', { lagElapsedMinutes: 1440 }, '03-04T08:00 03-04T17:00'],
    ['fs', { lagPercent: 50 }, '03-04T08:00 03-04T17:00'],
  ])('BR-147 %s %j moves the task that waits', async (type, lag, dates) => {
    const p = await project();
    const [first, second] = [await task(p, 2), await task(p, 1)];
    await tie(p, first, second, { type, ...lag });
    expect(await datesOf(second)).toBe(dates);
  });

  it('a change moves what depends on it, and nothing else', async () => {
    const p = await project();
    const [a, b, c, apart] = [await task(p, 1), await task(p, 1), await task(p, 1), await task(p, 1)];
    await tie(p, a, b);
    await tie(p, b, c);
    const { moved } = await change(a, { plannedDurationMinutes: 960 });
    expect(moved.map(({ id }: Json) => id)).toEqual([b.id, c.id]);
    expect(await datesOf(c)).toBe('03-04T08:00 03-04T17:00');
    expect((await ok(manager.api.get(`/project-tasks/${apart.id}`))).version).toBe(1);
    expect((await change(a, { shortDescription: 'Renamed' })).moved).toEqual([]);
  });

  it('BR-145, BR-152 a fixed date wins over what the task waits for, and the conflict is shown', async () => {
    const p = await project();
    const [first, fixed] = [await task(p, 5), await task(p, 1, { timeConstraint: 'start_on', constraintDate: '2027-03-03' })];
    await tie(p, first, fixed);
    expect(await datesOf(fixed)).toBe('03-03T08:00 03-03T17:00');
    expect(await ok(manager.api.get(`/project-tasks/${fixed.id}`))).toMatchObject({ scheduleConflict: true });
    await change(fixed, { timeConstraint: 'start_no_earlier_than', constraintDate: '2027-03-03' });
    expect(await datesOf(fixed)).toBe('03-08T08:00 03-08T17:00');
    expect(await ok(manager.api.get(`/project-tasks/${fixed.id}`))).toMatchObject({ scheduleConflict: false });
  });

  it('BR-146, BR-156 a typed start becomes "no earlier than", and may move the start of the project', async () => {
    const p = await project();
    const first = await task(p, 1);
    expect(await change(first, { plannedStart: '2027-02-24' })).toMatchObject({ timeConstraint: 'start_no_earlier_than' });
    expect((await ok(manager.api.get(`/projects/${p.id}`))).plannedStart).toBe('2027-02-24T08:00:00.000Z');
    // What is free still begins where the project was said to begin.
    expect(await datesOf(await task(p, 1))).toBe('03-01T08:00 03-01T17:00');
  });

  it('BR-110 when the last task it waits for closes, an as-soon-as-possible task begins', async () => {
    const p = await project();
    const [a, b, next, later] = [await task(p, 1), await task(p, 1), await task(p, 1), await task(p, 1)];
    await tie(p, a, next);
    await tie(p, b, next);
    await tie(p, next, later);
    await change(a, { state: 'closed_complete' });
    expect(await ok(manager.api.get(`/project-tasks/${next.id}`))).toMatchObject({ state: 'pending' });
    await ok(manager.api.post(`/project-tasks/${b.id}/complete`));
    expect(await ok(manager.api.get(`/project-tasks/${next.id}`))).toMatchObject({ state: 'work_in_progress' });
    expect(await ok(manager.api.get(`/project-tasks/${later.id}`))).toMatchObject({ state: 'pending' });
  });

  it('BR-150, decision 17: a tie between tasks of different parents is not refused; the one that waits moves, with its parent', async () => {
    const p = await project();
    const [one, other] = [await task(p, 1, { shortDescription: 'One' }), await task(p, 1, { shortDescription: 'Other' })];
    const first = await task(p, 3, { parentId: one.id });
    const second = await task(p, 1, { parentId: other.id });
    const { moved } = await tie(p, first, second);
    expect(moved.map(({ id }: Json) => id).sort()).toEqual([other.id, second.id].sort());
    expect([await datesOf(second), await datesOf(other)]).toEqual(['03-04T08:00 03-04T17:00', '03-04T08:00 03-04T17:00']);
  });

  it('BR-149 refuses a cycle, and says why; nothing moved', async () => {
    const p = await project();
    const [a, b] = [await task(p, 1), await task(p, 1)];
    await tie(p, a, b);
    const answer = await manager.api.post(`/projects/${p.id}/dependencies`, { predecessorId: b.id, successorId: a.id });
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'dependency_cycle']);
    expect(await datesOf(a)).toBe('03-01T08:00 03-01T17:00');
  });

  it('refuses to hold back the end of a task that has tasks below it; its start can wait, and they wait with it', async () => {
    const p = await project();
    const [first, parent] = [await task(p, 2), await task(p, 1)];
    const child = await task(p, 1, { parentId: parent.id });
    const answer = await manager.api.post(`/projects/${p.id}/dependencies`, {
      predecessorId: first.id,
      successorId: parent.id,
      type: 'ff',
    });
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'end_of_parent']);
    await tie(p, first, parent);
    expect([await datesOf(parent), await datesOf(child)]).toEqual(['03-03T08:00 03-03T17:00', '03-03T08:00 03-03T17:00']);
  });

  it('BR-153 in a manual project nothing moves by itself', async () => {
    const p = await project({ calculation: 'manual' });
    const [a, b] = [await task(p, 2, { plannedStart: '2027-03-01' }), await task(p, 1, { plannedStart: '2027-03-01' })];
    expect((await tie(p, a, b)).moved).toEqual([]);
    expect(await datesOf(b)).toBe('03-01T08:00 03-01T17:00');
    await ok(manager.api.patch(`/projects/${p.id}`, { calculation: 'automatic' }));
    expect(await ok(manager.api.get(`/project-tasks/${b.id}`))).toMatchObject({ timeConstraint: 'start_on', scheduleConflict: true });
  });

  it('shows slack and the critical path', async () => {
    const p = await project();
    const [long, short, end] = [await task(p, 4), await task(p, 1), await task(p, 0)];
    await tie(p, long, end);
    await tie(p, short, end);
    const { criticalPath, items, plannedEnd } = await show(p);
    expect(criticalPath).toEqual([long.number, end.number]);
    expect(plannedEnd).toBe('2027-03-04T17:00:00.000Z');
    expect(items.find(({ task: { id } }: Json) => id === short.id)).toMatchObject({
      totalSlackMinutes: 3 * 480,
      freeSlackMinutes: 3 * 480,
      critical: false,
      earlyStart: '2027-03-01T08:00:00.000Z',
      lateEnd: '2027-03-04T17:00:00.000Z',
    });
    expect(await ok(manager.api.get(`/project-tasks/${long.id}`))).toMatchObject({ critical: true });
    expect(await ok(manager.api.get(`/project-tasks/${short.id}`))).toMatchObject({ critical: false });
  });

  it('BR-142 a project follows its calendar, and is scheduled anew when that changes', async () => {
    const admin = await test.given.admin();
    const mornings = (from: string) => [[], ...Array.from({ length: 5 }, () => [{ from, to: '12:00' }]), []];
    const calendar = await ok(admin.api.post('/admin/calendars', { name: 'Mornings', timeZone: 'Europe/Berlin', week: mornings('08:00') }));
    const p = await project({ calendarId: calendar.id });
    const [a, b] = [await task(p, 1), await task(p, 1)];
    await tie(p, a, b);
    // 08:00 in Berlin is 07:00 UTC in winter; a day's work takes two mornings.
    expect([await datesOf(a), await datesOf(b)]).toEqual(['03-01T07:00 03-02T11:00', '03-03T07:00 03-04T11:00']);
    await ok(admin.api.patch(`/admin/calendars/${calendar.id}`, { week: mornings('04:00') }));
    await test.deliverOutbox();
    expect([await datesOf(a), await datesOf(b)]).toEqual(['03-01T07:00 03-02T07:00', '03-02T07:00 03-03T07:00']);
    await ok(manager.api.patch(`/projects/${p.id}`, { calendarId: null }));
    expect([await datesOf(a), await datesOf(b)]).toEqual(['03-01T08:00 03-01T17:00', '03-02T08:00 03-02T17:00']);
  });

  describe('BR-154 Move project', () => {
    const move = (p: Json, body: Json) => manager.api.post(`/projects/${p.id}/move`, body);

    it('shifts the tasks, those on fixed dates too', async () => {
      const p = await project();
      const [free, fixed] = [await task(p, 1), await task(p, 1, { timeConstraint: 'start_on', constraintDate: '2027-03-03' })];
      const answer = await ok(move(p, { startDate: '2027-03-08' }));
      expect(answer.plannedStart).toBe('2027-03-08T08:00:00.000Z');
      expect(answer.moved).toHaveLength(2);
      expect([await datesOf(free), await datesOf(fixed)]).toEqual(['03-08T08:00 03-08T17:00', '03-10T08:00 03-10T17:00']);
    });

    it('leaves those on fixed dates where they are, when that is asked', async () => {
      const p = await project();
      const [free, fixed] = [await task(p, 1), await task(p, 1, { timeConstraint: 'start_on', constraintDate: '2027-03-10' })];
      await ok(move(p, { startDate: '2027-03-08', moveAll: false }));
      expect([await datesOf(free), await datesOf(fixed)]).toEqual(['03-08T08:00 03-08T17:00', '03-10T08:00 03-10T17:00']);
    });

    it('refuses a project without tasks, or one that has begun, or whose tasks have actual dates', async () => {
      const empty = await project();
      expect((await move(empty, { startDate: '2027-03-08' })).body.code).toBe('project_without_tasks');
      const begun = await project();
      const only = await task(begun, 1);
      await change(only, { actualStart: '2026-11-02' });
      expect([(await move(begun, { startDate: '2027-03-08' })).status, (await move(begun, { startDate: '2027-03-08' })).body.code]).toEqual(
        [409, 'project_has_begun'],
      );
      const far = await project();
      await task(far, 1);
      expect((await move(far, { startDate: '2090-01-01' })).body.errors[0].code).toBe('date_out_of_span');
    });
  });

  it('who may: managers all of it, stakeholders read, customers neither, strangers nothing', async () => {
    const contact = await test.given.contact(account, ROLE.customerAdmin);
    const p = await project();
    const t = await task(p, 1, { visibleToCustomer: true });
    await ok(manager.api.post(`/projects/${p.id}/contacts`, { contactId: contact.id }));
    await ok(manager.api.patch(`/project-tasks/${t.id}`, { assignedToId: contact.id }));
    const stakeholder = await test.given.user(ROLE.stakeholder);
    const agent = await test.given.user(ROLE.agent);
    const stranger = await test.given.contact(await test.given.account(), ROLE.customerAdmin);
    const statuses = async ({ api }: Somebody): Promise<number[]> => [
      (await api.get(`/projects/${p.id}/schedule`)).status,
      (await api.post(`/projects/${p.id}/schedule`)).status,
      (await api.post(`/projects/${p.id}/move`, { startDate: '2027-03-08', bogus: 1 })).status,
    ];
    expect(await statuses(stakeholder)).toEqual([200, 403, 403]);
    expect(await statuses(contact)).toEqual([403, 403, 403]);
    for (const nobody of [agent, stranger]) expect([403, 404]).toContain((await statuses(nobody))[0]);
    expect(await statuses(manager)).toEqual([200, 200, 400]);
    // What else moved tells of tasks that the assignee may not see.
    const hidden = await task(p, 1);
    await tie(p, t, hidden);
    const answer = await contact.api.patch(`/project-tasks/${t.id}`, { actualStart: '2026-11-02T08:00:00Z' });
    expect([answer.status, 'moved' in answer.body, 'critical' in answer.body]).toEqual([200, false, false]);
    expect(answer.raw).not.toContain(hidden.number);
  });

  it('8 people change different tasks of one plan at once: all hold, and the stored plan is what a full pass computes', async () => {
    const p = await project();
    const tasks: Json[] = [];
    for (let n = 0; n < 16; n += 1) tasks.push(await task(p, 1));
    for (let n = 1; n < 16; n += 1) await tie(p, tasks[n - 1]!, tasks[n]!);
    const managers = await Promise.all(Array.from({ length: 8 }, () => test.given.projectManager()));
    const answers = await Promise.all(
      managers.flatMap(({ api }, i) => [
        api.patch(`/project-tasks/${tasks[2 * i]!.id}`, { plannedDurationMinutes: 480 * (1 + (i % 3)) }),
        api.patch(`/project-tasks/${tasks[2 * i + 1]!.id}`, { plannedDurationMinutes: 240 }),
      ]),
    );
    expect(answers.map(({ status, raw }) => (status === 200 ? 200 : raw))).toEqual(Array(16).fill(200));
    const stored = await Promise.all(tasks.map(datesOf));
    const { moved } = await ok(manager.api.post(`/projects/${p.id}/schedule`));
    expect(moved).toEqual([]);
    expect(await Promise.all(tasks.map(datesOf))).toEqual(stored);
    const days = managers.reduce((sum, _, i) => sum + 1 + (i % 3) + 0.5, 0);
    expect((await ok(manager.api.get(`/projects/${p.id}`))).plannedDurationMinutes).toBe(days * 480);
  });

  it('a stale version is refused, and moves nothing', async () => {
    const p = await project();
    const [a, b] = [await task(p, 1), await task(p, 1)];
    await tie(p, a, b);
    await change(a, { plannedDurationMinutes: 960 });
    const stale = await manager.api.patch(`/project-tasks/${a.id}`, { plannedDurationMinutes: 480 }, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect(await datesOf(b)).toBe('03-03T08:00 03-03T17:00');
  });
});
