import { newId } from '#libs/kernel';
import type { ServiceCaseState } from '../../cases/index.js';
import { AssetSchema } from '../../customers/index.js';
import { WorkOrder } from '../../fsm-integration/domain/work-order.js';
import { WorkOrderSchema } from '../../fsm-integration/persistence/work-order.schema.js';
import { addCase } from '../records/work.js';
import type { DemoProjects } from './demo-projects.js';
import { type DemoWorld, personOf } from './demo-world.js';

/** Cases in all states, of everybody who may have one, with what was said about them. */
export async function addDemoCases(world: DemoWorld, projects: DemoProjects): Promise<void> {
  const { northwind } = world.accounts;
  const assetId = addAsset(world, northwind.id);
  const sensor = await open(world, {
    shortDescription: 'Gangway sensor reports a wrong height',
    description: 'Since the storm on Monday the sensor on berth 4 is 20 cm off.',
    state: 'open',
    priority: 2,
    accountId: northwind.id,
    contactId: id(world, 'demo.customer'),
    projectId: projects.terminal.id,
    projectTaskId: projects.sensors.id,
    assetId,
    location: 'Berth 4',
    openedAt: world.day(-2, 9),
    openedById: id(world, 'demo.customer'),
    ...assigned(world, world.day(-2, 10)),
  });
  say(world, sensor, 'comment', 'demo.agent', world.day(-2, 11), 'Thank you. Which firmware does the display of the sensor show?');
  say(world, sensor, 'comment', 'demo.customer', world.day(-2, 13), 'It says 4.2.1.');
  say(
    world,
    sensor,
    'work_note',
    'demo.agent',
    world.day(-2, 14),
    'Known fault of 4.2.x. A visit is cheaper than a recall; see the work order.',
  );
  await addWorkOrder(world, sensor);
  await ownCases(world);
  await casesOfOthers(world, projects);
}

/** What demo.customer has, beside the case above. */
async function ownCases(world: DemoWorld): Promise<void> {
  const own = { accountId: world.accounts.northwind.id, contactId: id(world, 'demo.customer'), openedById: id(world, 'demo.customer') };
  const awaiting = await open(world, {
    shortDescription: 'Invoice shows the wrong berth',
    state: 'awaiting_info',
    category: 'question',
    openedAt: world.day(-4, 9),
    ...own,
    ...assigned(world, world.day(-4, 10)),
  });
  say(world, awaiting, 'comment', 'demo.agent', world.day(-4, 15), 'Please send us the number of the invoice.');
  const solved = { resolvedById: id(world, 'demo.agent'), resolutionCode: 'guidance_provided' };
  const resolved = await open(world, {
    shortDescription: 'How do we add a second shift?',
    state: 'resolved',
    category: 'question',
    openedAt: world.day(-8, 9),
    resolvedAt: world.day(-1, 16),
    resolutionNotes: 'Under Settings, Shifts, choose "Copy".',
    ...solved,
    ...own,
    ...assigned(world, world.day(-8, 10)),
  });
  say(world, resolved, 'comment', 'demo.agent', world.day(-1, 16), 'Under Settings, Shifts, choose "Copy". Does that help?');
  await open(world, {
    shortDescription: 'Display stays dark',
    state: 'closed',
    openedAt: world.day(-30, 9),
    resolvedAt: world.day(-28, 12),
    resolvedById: id(world, 'demo.agent'),
    resolutionCode: 'fixed_by_support',
    resolutionNotes: 'Display replaced.',
    closedAt: world.day(-27, 8),
    closedById: id(world, 'demo.customer'),
    ...own,
    ...assigned(world, world.day(-30, 10)),
  });
}

/** What demo.customer must not see; the partner, the administrators of the account and the consumer each see their part. */
async function casesOfOthers(world: DemoWorld, { terminal }: DemoProjects): Promise<void> {
  const { northwind, baltic, harbour, tidewater } = world.accounts;
  const by = (userName: string) => ({ contactId: id(world, userName), openedById: id(world, userName) });
  await open(world, {
    shortDescription: 'Contract renewal',
    accountId: northwind.id,
    openedAt: world.day(-1, 9),
    ...by('demo.customeradmin'),
  });
  await open(world, {
    shortDescription: 'Controller needs a second network card',
    state: 'open',
    accountId: northwind.id,
    projectId: terminal.id,
    partnerId: tidewater.id,
    partnerContactId: id(world, 'demo.partner'),
    openedById: id(world, 'demo.partner'),
    openedAt: world.day(-3, 9),
    ...assigned(world, world.day(-3, 9)),
  });
  await open(world, { shortDescription: 'Ticket printer jams', accountId: baltic.id, openedAt: world.day(-2, 8), ...by('baltic') });
  await open(world, { shortDescription: 'Scanner loses its pairing', accountId: harbour.id, openedAt: world.day(-1, 8), ...by('harbour') });
  await open(world, {
    shortDescription: 'My season ticket is not accepted',
    channel: 'phone',
    consumerId: id(world, 'demo.consumer'),
    openedById: id(world, 'demo.consumer'),
    openedAt: world.day(-1, 10),
  });
}

const id = (world: DemoWorld, userName: string): string => personOf(world, userName).id;

const assigned = (world: DemoWorld, assignedOn: Date) => ({
  assignmentGroupId: world.groups.desk.id,
  assignedToId: id(world, 'demo.agent'),
  assignedOn,
});

async function open(
  world: DemoWorld,
  fields: Partial<ServiceCaseState> & { readonly shortDescription: string },
): Promise<ServiceCaseState> {
  return addCase(world.batch, await world.number('CS'), fields);
}

function say(world: DemoWorld, to: ServiceCaseState, kind: 'comment' | 'work_note', userName: string, at: Date, text: string): void {
  const audience = kind === 'comment' ? 'everyone' : 'work_notes';
  world.batch.post({ recordType: 'ServiceCase', recordId: to.id, kind, audience, at, byId: id(world, userName), text });
}

function addAsset({ batch }: DemoWorld, accountId: string): string {
  const { now } = batch.maker;
  const asset = { assetTag: 'NW-GANGWAY-3', name: 'Gangway 3', serialNumber: 'GW-2021-0417', accountId, location: 'Berth 4' };
  return batch.record(AssetSchema, { id: newId(), createdAt: now, updatedAt: now, version: 1, ...asset }, { ...asset }).id;
}

async function addWorkOrder(world: DemoWorld, from: ServiceCaseState): Promise<void> {
  const number = await world.number('WO');
  const by = { personId: id(world, 'demo.agent'), now: world.batch.maker.now };
  const { state } = WorkOrder.fromCase({ id: newId(), number }, from, by);
  const after = { shortDescription: state.shortDescription, caseId: from.id };
  world.batch.record(WorkOrderSchema, { ...state, assignmentGroupId: world.groups.field.id }, after, { number, stream: true });
}
