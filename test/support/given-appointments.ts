import { newId } from '#libs/kernel';
import { Numbering } from '#libs/persistence';
import { Appointment, type AppointmentState } from '../../src/fsm-integration/domain/appointment.js';
import type { WorkOrderState } from '../../src/fsm-integration/domain/work-order-state.js';
import { AppointmentSchema } from '../../src/fsm-integration/persistence/appointment.schemas.js';
import type { Answer } from './client.js';
import type { Somebody } from './given.js';
import type { TestApp } from './test-app.js';

/** A Monday morning: the first slot that can be booked by the configuration of decision 46 begins at ten. */
export const MONDAY = new Date('2026-03-02T06:00:00Z');
export const at = (text: string): string => new Date(`2026-03-${text}Z`).toISOString();

/** An order of a case of an account that is qualified, with its people. */
export async function qualifiedOrder(
  test: TestApp,
  options: { account?: { id: string }; contact?: Somebody; state?: WorkOrderState['state'] } = {},
) {
  const account = options.account ?? (await test.given.account());
  const contact = options.contact ?? (await test.given.contact(account));
  const source = await test.given.case({ account, contact });
  const order = await test.given.workOrder({ case: source, state: options.state ?? 'qualified' });
  return { account, contact, source, order };
}

export const book = ({ api }: Somebody, order: { id: string }, start: string): Promise<Answer> =>
  api.post('/appointments', { workOrderId: order.id, start });

/** An appointment that was booked. */
export async function booked(who: Somebody, order: { id: string }, start: string): Promise<{ id: string; number: string }> {
  const { status, body, raw } = await book(who, order, start);
  if (status !== 201) throw new Error(raw);
  return body;
}

/** The configuration that a fresh database has. */
export const FITS_ALL = '00000000000070008000000000000022';

/** An appointment of an order, as its row; whether it could have been booked is not asked. */
export async function appointmentRow(
  test: TestApp,
  order: WorkOrderState,
  with_: Partial<AppointmentState> = {},
): Promise<AppointmentState> {
  return test.unitOfWork.run({ personId: null, personName: 'Given', requestId: 'given' }, async (tx) => {
    const identity = { id: newId(), number: await test.get(Numbering).next(tx, 'APPT') };
    const what = { workOrderId: order.id, workOrderTaskId: null, caseId: order.caseId, configurationId: FITS_ALL, timeZone: 'UTC' };
    const start = tx.now.getTime() + 86_400_000;
    const { state } = Appointment.book(identity, what, { start, end: start + 7_200_000 }, { personId: '', now: tx.now });
    const row: AppointmentState = { ...state, bookedById: null, ...with_ };
    await tx.insert(AppointmentSchema, row);
    return row;
  });
}
