import { FixedClock } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { at, book, booked, MONDAY, qualifiedOrder } from '../support/given-appointments.js';
import { TestApp } from '../support/test-app.js';

// More than the pool has connections, so that some wait for a transaction and others for a row.
const MANY = 24;

describe('many who book at once', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start({}, new FixedClock(MONDAY));
  });
  afterAll(() => test.stop());

  const codes = (answers: readonly { status: number; body: { code?: string } }[]): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const { status, body } of answers) {
      const what = `${status} ${body.code ?? ''}`.trim();
      counted[what] = (counted[what] ?? 0) + 1;
    }
    return counted;
  };
  const orders = async (count: number) => {
    const account = await test.given.account();
    const contact = await test.given.contact(account);
    return Promise.all(Array.from({ length: count }, async () => (await qualifiedOrder(test, { account, contact })).order));
  };

  it('BR-FSM-088 of the last place of a slot: exactly one has it', async () => {
    const people = await Promise.all([0, 1, 2, 3].map(() => test.given.user(['wm_dispatcher'])));
    const [first, ...rest] = await orders(MANY + 1);
    await booked(people[0]!, first!, at('03T08:00'));
    const answers = await Promise.all(rest.map((order, n) => book(people[n % 4]!, order, at('03T08:00'))));
    expect(codes(answers)).toEqual({ '201': 1, '409 slot_full': MANY - 1 });
  });

  it('BR-FSM-088 of a slot that nobody has booked yet: as many as there are places', async () => {
    const dispatcher = await test.given.user(['wm_dispatcher']);
    const answers = await Promise.all((await orders(MANY)).map((order) => book(dispatcher, order, at('04T08:00'))));
    expect(codes(answers)).toEqual({ '201': 2, '409 slot_full': MANY - 2 });
    const rows = await test.get(Database).rows('SELECT a.id FROM appointment a WHERE a.start_at = ?', ['2026-03-04 08:00:00.000']);
    expect(rows).toHaveLength(2);
  });

  it('BR-FSM-083 for one order: exactly one', async () => {
    const dispatcher = await test.given.user(['wm_dispatcher']);
    const [order] = await orders(1);
    const starts = ['05T08:00', '05T10:00', '05T12:00', '05T14:00', '06T08:00', '06T10:00'];
    const answers = await Promise.all(starts.map((start) => book(dispatcher, order!, at(start))));
    expect(codes(answers)).toEqual({ '201': 1, '409 has_appointment': starts.length - 1 });
  });

  it('BR-FSM-089 by one person: not more than a hundred', async () => {
    const dispatcher = await test.given.user(['wm_dispatcher']);
    await test.get(Database).run('INSERT INTO appointment_count (id, taken) VALUES (?, 98)', [`${dispatcher.id} 2026-03-02`]);
    const starts = ['09T08:00', '09T10:00', '09T12:00', '09T14:00', '10T08:00', '10T10:00', '10T12:00', '10T14:00'];
    const all = await orders(starts.length);
    const answers = await Promise.all(starts.map((start, n) => book(dispatcher, all[n]!, at(start))));
    expect(codes(answers)).toEqual({ '201': 2, '409 too_many_appointments': starts.length - 2 });
  });

  it('two who move to the last place, and one who cancels: no place is lost and none is given twice', async () => {
    const dispatcher = await test.given.user(['wm_dispatcher']);
    const all = await orders(4);
    const [a, b, c, d] = [
      await booked(dispatcher, all[0]!, at('11T08:00')),
      await booked(dispatcher, all[1]!, at('11T08:00')),
      await booked(dispatcher, all[2]!, at('11T10:00')),
      await booked(dispatcher, all[3]!, at('11T12:00')),
    ];
    const move = ({ id }: { id: string }, start: string) => dispatcher.api.post(`/appointments/${id}/reschedule`, { start: at(start) });
    const answers = await Promise.all([move(a, '11T10:00'), move(b, '11T10:00'), dispatcher.api.post(`/appointments/${d.id}/cancel`)]);
    expect(codes(answers)).toEqual({ '200': 2, '409 slot_full': 1 });
    const free = (await dispatcher.api.get(`/appointments/slots?workOrder=${all[2]!.id}&from=${at('11T08:00')}&to=${at('11T12:00')}`)).body
      .items;
    expect(free.map((slot: { free: number }) => slot.free)).toEqual([1, 0, 2]);
    expect((await dispatcher.api.get(`/appointments/${c.id}`)).body.state).toBe('booked');
  });
});
