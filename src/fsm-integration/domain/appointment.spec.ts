import { Appointment, type AppointmentState, checkBookable } from './appointment.js';
import { AppointmentConfiguration, type AppointmentOffer } from './appointment-configuration.js';
import { appointmentLetter, isConfirmed, writtenSlot } from './appointment-letters.js';
import { WORK_ORDER_STATES } from './work-order-state.js';

const MONDAY = new Date('2026-03-02T06:00:00Z');
const BY = { personId: 'me', now: MONDAY };
const at = (text: string): number => Date.parse(`2026-03-${text}Z`);
const slot = (day: string, hour: number) => ({ start: at(`${day}T0${hour}:00`), end: at(`${day}T0${hour}:00`) + 7_200_000 });
const offer = (more: Partial<AppointmentOffer> = {}) => AppointmentConfiguration.add({ name: 'Plant', ...more }, MONDAY);
const WHAT = { workOrderId: 'order', workOrderTaskId: null, caseId: 'case', configurationId: 'plant', timeZone: 'Europe/Berlin' };
const agreed = (change: Partial<AppointmentState> = {}): Appointment =>
  new Appointment({ ...Appointment.book({ id: 'a', number: 'APPT0010001' }, WHAT, slot('03', 9), BY).state, ...change });

describe('an appointment', () => {
  it('BR-FSM-080 is booked for orders that are qualified and not over', () => {
    const refused = WORK_ORDER_STATES.filter((state) => {
      try {
        checkBookable(state);
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toEqual(['draft', 'awaiting_approval', 'awaiting_qualification', 'closed_complete', 'closed_incomplete', 'canceled']);
  });

  it('holds what it is for, the task before the order, until it is canceled', () => {
    const whole = Appointment.book({ id: 'a', number: 'APPT0010001' }, WHAT, slot('03', 9), BY);
    expect(whole.state).toMatchObject({ heldId: 'order', state: 'booked', bookedById: 'me' });
    const ofTask = Appointment.book({ id: 'a', number: 'APPT0010001' }, { ...WHAT, workOrderTaskId: 'task' }, slot('03', 9), BY);
    expect(ofTask.state.heldId).toBe('task');
    ofTask.withdraw(BY);
    expect(ofTask.state).toMatchObject({ heldId: null, state: 'canceled' });
    expect(ofTask.takeEvents().map(({ type }) => type)).toEqual(['fsm.appointment-booked', 'fsm.appointment-canceled']);
  });

  it('BR-FSM-086 is the same one at another time', () => {
    const appointment = agreed();
    appointment.move(slot('04', 8), 240, BY);
    expect(appointment.state).toMatchObject({ id: 'a', state: 'rescheduled', startAt: new Date(at('04T08:00')), heldId: 'order' });
    const [event] = appointment.takeEvents();
    expect([event!.type, event!.payload.start, event!.payload.byId]).toEqual([
      'fsm.appointment-rescheduled',
      '2026-03-04T08:00:00.000Z',
      'me',
    ]);
  });

  it('BR-FSM-085 is moved and canceled until the cut-off, and falls away with its order at any time', () => {
    const late = { personId: 'me', now: new Date(at('03T05:00')) };
    const intime = { personId: 'me', now: new Date(at('03T05:00') - 1) };
    expect(() => agreed().cancel(240, late)).toThrow('too late');
    expect(() => agreed().move(slot('04', 8), 240, late)).toThrow('too late');
    expect(() => agreed().cancel(240, intime)).not.toThrow();
    expect(() => agreed().cancel(0, { ...late, now: new Date(at('03T09:00')) })).toThrow('too late');
    expect(() => agreed().withdraw(late)).not.toThrow();
  });

  it('A7 is confirmed once the work is accepted, or assigned where that is enough', () => {
    const states = (acceptanceRequired: boolean) => WORK_ORDER_STATES.filter((state) => isConfirmed(state, acceptanceRequired));
    expect(states(true)).toEqual(['accepted', 'work_in_progress']);
    expect(states(false)).toEqual(['assigned', 'accepted', 'work_in_progress']);
  });

  it('is told on the wall clock of its zone, in one thread', () => {
    expect(writtenSlot(agreed().state)).toBe('2026-03-03 10:00 to 12:00 (Europe/Berlin)');
    const visit = { number: 'WO0010001', shortDescription: 'Replace the pump', location: 'Hall 2' };
    const [first, second] = [appointmentLetter('confirmed', agreed().state, visit), appointmentLetter('canceled', agreed().state, visit)];
    expect(first.subject).toBe('Appointment APPT0010001 confirmed: Replace the pump');
    expect(first.text).toContain('Where: Hall 2');
    expect([first.thread, first.messageId === second.messageId]).toEqual([second.thread, false]);
    expect(appointmentLetter('confirmed', agreed().state, { ...visit, location: null }).text).not.toContain('Where');
  });
});

describe('how appointments are offered', () => {
  it('decision 46 as nothing else is said', () => {
    expect(offer().state).toMatchObject({
      days: [1, 2, 3, 4, 5],
      slotMinutes: 120,
      placesPerSlot: 2,
      leadTimeMinutes: 240,
      futureDays: 14,
    });
  });

  it('fits the work that it names, and all where it names none', () => {
    const order = { kind: 'order', workType: null, location: 'Hall 2' } as const;
    const task = { kind: 'task', workType: 'install', location: null } as const;
    const both = (more: Partial<AppointmentOffer>) => [offer(more).fits(order), offer(more).fits(task)];
    expect(both({})).toEqual([true, true]);
    expect(both({ active: false })).toEqual([false, false]);
    expect(both({ appliesTo: 'order' })).toEqual([true, false]);
    expect(both({ appliesTo: 'task' })).toEqual([false, true]);
    expect(both({ workType: 'install' })).toEqual([false, true]);
    expect(both({ workType: 'break_fix' })).toEqual([false, false]);
    expect(both({ location: ' hall 2 ' })).toEqual([true, false]);
  });

  it('BR-FSM-090 the location goes before the person, the person before the system', () => {
    expect(offer({ timeZone: 'Asia/Tokyo' }).zoneFor('Europe/Berlin')).toBe('Asia/Tokyo');
    expect(offer().zoneFor('Europe/Berlin')).toBe('Europe/Berlin');
    expect(offer().zoneFor(null)).toBe('UTC');
  });

  it('BR-FSM-081 from the lead time to the last day, both included; moving may ignore the lead time', () => {
    const plain = offer({ leadTimeMinutes: 240, futureDays: 1 });
    const starts = plain.slots('UTC', MONDAY, new Date(at('20T00:00')), MONDAY).map(({ start }) => start);
    expect(starts).toEqual([at('02T10:00'), at('02T12:00'), at('02T14:00')]);
    expect(plain.slots('UTC', new Date(at('02T12:00')), new Date(at('02T12:00')), MONDAY)).toHaveLength(1);
    const slotOn =
      (start: number, moving: boolean, one = plain) =>
      () =>
        one.slot('UTC', new Date(start), MONDAY, moving);
    expect(slotOn(at('02T10:00'), false)).not.toThrow();
    expect(slotOn(at('02T08:00'), true)).toThrow('more time');
    expect(slotOn(at('02T08:00'), true, offer({ ignoreLeadTimeOnReschedule: true }))).not.toThrow();
    expect(slotOn(at('02T08:00'), false, offer({ ignoreLeadTimeOnReschedule: true }))).toThrow('more time');
    expect(slotOn(at('04T08:00'), false)).toThrow('so far ahead');
    expect(slotOn(at('02T10:01'), false)).toThrow('No appointment begins');
  });

  it('is refused where nothing could be booked', () => {
    for (const fault of [
      { days: [] },
      { dailyStart: '17:00' },
      { breakStart: '12:00' },
      { breakStart: '12:00', breakEnd: '12:00' },
      { breakStart: '07:59', breakEnd: '12:00' },
      { breakStart: '12:00', breakEnd: '17:01' },
      { slotMinutes: 541 },
    ])
      expect(() => offer(fault)).toThrow();
    expect(() => offer({ slotMinutes: 540 })).not.toThrow();
    expect(() => offer().revise({ days: [] })).toThrow('day of the week');
  });
});
