import { newId } from '#libs/kernel';
import type { CaseState, ServiceCaseState } from '../../cases/index.js';
import { WorkOrder } from '../../fsm-integration/domain/work-order.js';
import { WorkOrderSchema } from '../../fsm-integration/persistence/work-order.schema.js';
import { addCase } from '../records/work.js';
import type { LoadPeople } from './load-people.js';
import { BASE, type LoadProject } from './load-projects.js';
import type { LoadWriter } from './load-writer.js';

const HOUR = 3_600_000;
const STATES: readonly CaseState[] = [
  'new',
  'open',
  'open',
  'awaiting_info',
  'resolved',
  'closed',
  'closed',
  'closed',
  'closed',
  'canceled',
];

/** Case i is of account i, and so on in turn; every second one belongs to a project. */
export async function generateCases(writer: LoadWriter, people: LoadPeople, projects: readonly LoadProject[]): Promise<void> {
  const { cases, workOrders } = writer.sizes;
  for (let i = 0; i < cases; i += 1) {
    const fields = { ...whose(writer, people, i), ...project(writer, people, projects, i), ...life(writer, people) };
    const made = addCase(writer.batch, await writer.number('CS'), { shortDescription: writer.words.fault(), ...fields });
    // Spread over the cases as evenly as whole numbers allow.
    const order = Math.floor(((i + 1) * workOrders) / cases) > Math.floor((i * workOrders) / cases);
    if (order) await addWorkOrder(writer, people, made);
    await writer.step(order ? 2 : 1);
  }
}

/** The account in turn, and somebody of it; every fifth case of an account that the partner serves was opened by it. */
function whose({ sizes, chance }: LoadWriter, { accounts, contacts, agents, bench }: LoadPeople, index: number): Partial<ServiceCaseState> {
  const account = index % accounts.length;
  const turn = Math.floor(index / accounts.length);
  const own = contacts.length > account ? Math.ceil((contacts.length - account) / accounts.length) : 0;
  const contactId =
    bench && account === 0 && turn % 2 === 0 ? bench.customer.id : (contacts[account + (turn % (own || 1)) * accounts.length] ?? null);
  const byPartner = bench && account < sizes.reach && turn % 5 === 1;
  return {
    accountId: accounts[account]!.id,
    contactId,
    openedById: byPartner ? bench.partnerAdmin.id : (contactId ?? chance.of(agents).id),
    ...(byPartner ? { partnerId: bench.partner.id, partnerContactId: bench.partnerAdmin.id } : {}),
  };
}

function project(
  { chance }: LoadWriter,
  { accounts }: LoadPeople,
  projects: readonly LoadProject[],
  index: number,
): Partial<ServiceCaseState> {
  const account = index % accounts.length;
  const own = projects.length > account ? Math.ceil((projects.length - account) / accounts.length) : 0;
  if (own === 0 || chance.next() < 0.5) return {};
  const chosen = projects[account + chance.below(own) * accounts.length]!;
  return { projectId: chosen.id, projectTaskId: chance.next() < 0.5 ? chosen.taskId : null };
}

/** How far it has come within two years before the base date. */
function life({ chance }: LoadWriter, { agents }: LoadPeople): Partial<ServiceCaseState> {
  const state = chance.of(STATES);
  const opened = BASE - chance.below(2 * 365 * 24 * 60) * 60_000;
  const at = (hours: number) => new Date(opened + hours * HOUR);
  const agent = chance.of(agents).id;
  const solved = state === 'resolved' || state === 'closed';
  return {
    state,
    priority: 1 + chance.below(4),
    channel: chance.of(['web', 'phone', 'email'] as const),
    openedAt: at(0),
    ...(state === 'new' ? {} : { assignedToId: agent, assignedOn: at(1) }),
    ...(solved ? { resolvedAt: at(20), resolvedById: agent, resolutionCode: 'fixed_by_support', resolutionNotes: 'Fixed.' } : {}),
    ...(state === 'closed' || state === 'canceled' ? { closedAt: at(40), closedById: agent } : {}),
  };
}

async function addWorkOrder(writer: LoadWriter, { agents }: LoadPeople, from: ServiceCaseState): Promise<void> {
  const number = await writer.number('WO');
  const { state } = WorkOrder.fromCase({ id: newId(), number }, from, { personId: agents[0]!.id, now: from.openedAt });
  writer.batch.record(WorkOrderSchema, state, { shortDescription: state.shortDescription, caseId: from.id }, { number, stream: true });
}
