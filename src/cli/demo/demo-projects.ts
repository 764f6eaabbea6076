import { newId } from '#libs/kernel';
import type { ProjectState } from '../../projects/index.js';
import type { PlannedTask, ProjectTaskState } from '../../tasks/index.js';
import { TaskDependencySchema } from '../../tasks/persistence/project-task.schema.js';
import { addProject, addProjectContact, type ProjectDraft } from '../records/work.js';
import { type DemoWorld, personOf } from './demo-world.js';

/** A task as the demo's plans are written: days are working days from Monday of this week. */
interface DemoTask {
  readonly name: string;
  readonly from?: number;
  readonly days?: number;
  readonly visible?: boolean;
  readonly assignedTo?: string;
  readonly percent?: number;
  readonly closed?: boolean;
  readonly below?: readonly DemoTask[];
}

/** What the cases of the demo refer to. */
export interface DemoProjects {
  readonly terminal: ProjectState;
  readonly sensors: ProjectTaskState;
}

const TERMINAL: readonly DemoTask[] = [
  {
    name: 'Preparation',
    visible: true,
    below: [
      { name: 'Survey the terminal', from: -15, days: 3, visible: true, closed: true },
      { name: 'Review the risks (internal)', from: -12, days: 2, assignedTo: 'demo.projectmanager', closed: true },
    ],
  },
  {
    name: 'Installation',
    visible: true,
    below: [
      { name: 'Mount the gangway sensors', from: -5, days: 8, visible: true, assignedTo: 'demo.fieldagent', percent: 60 },
      { name: 'Provide network access on berth 4', from: 0, days: 3, visible: true, assignedTo: 'demo.customer' },
      { name: 'Configure the controllers', from: 3, days: 5 },
    ],
  },
  {
    name: 'Hand-over',
    visible: true,
    below: [
      { name: 'Train the crew', from: 8, days: 2, visible: true },
      { name: 'Acceptance', from: 10, days: 0, visible: true },
    ],
  },
];
/** Each of these waits for the one before it. */
const TERMINAL_CHAIN = ['Mount the gangway sensors', 'Configure the controllers', 'Train the crew', 'Acceptance'];

/** Projects in different states, so that each role has something to see and something it must not see. */
export async function addDemoProjects(world: DemoWorld): Promise<DemoProjects> {
  const { northwind, baltic, harbour } = world.accounts;
  const terminal = await plan(
    world,
    { name: 'Terminal automation', accountId: northwind.id, plannedStart: world.day(-15), phase: 'executing', status: 'yellow' },
    TERMINAL,
    ['demo.customer', 'demo.customeradmin', 'demo.partner'],
  );
  link(world, terminal);
  await plan(
    world,
    { name: 'Ticketing migration', accountId: northwind.id, plannedStart: world.day(15), phase: 'planning' },
    [
      { name: 'Agree on the data to move', from: 15, days: 5, visible: true },
      { name: 'Estimate the effort (internal)', from: 20, days: 2 },
    ],
    ['demo.customeradmin', 'demo.partneradmin'],
  );
  await plan(
    world,
    { name: 'Pilot at pier 3', accountId: northwind.id, plannedStart: world.day(-40), phase: 'closing', status: 'green' },
    [{ name: 'Run the pilot', from: -40, days: 10, visible: true, closed: true }],
    ['demo.customer'],
  );
  await plan(
    world,
    { name: 'Baltic berth roll-out', accountId: baltic.id, parent: terminal.project, plannedStart: world.day(10), phase: 'planning' },
    [{ name: 'Choose the berths', from: 10, days: 5, visible: true }],
    ['demo.customeradmin', 'baltic'],
  );
  await plan(
    world,
    { name: 'Scanner renewal', accountId: harbour.id, plannedStart: world.day(-5), phase: 'executing' },
    [{ name: 'Replace the scanners', from: -5, days: 10, visible: true, percent: 30 }],
    ['harbour'],
  );
  const sensors = terminal.tasks.find(({ shortDescription }) => shortDescription === TERMINAL_CHAIN[0])!;
  return { terminal: terminal.project, sensors };
}

async function plan(world: DemoWorld, draft: Omit<ProjectDraft, 'number'>, tree: readonly DemoTask[], contacts: readonly string[]) {
  const number = await world.number('PRJ');
  const managed = { ...draft, number, projectManagerId: personOf(world, 'demo.projectmanager').id };
  const added = addProject(world.batch, managed, await flatten(world, tree, null));
  for (const userName of contacts) addProjectContact(world.batch, added.project.id, personOf(world, userName).id);
  return added;
}

async function flatten(world: DemoWorld, tree: readonly DemoTask[], parentId: string | null): Promise<PlannedTask[]> {
  const tasks: PlannedTask[] = [];
  for (const task of tree) {
    const id = newId();
    tasks.push({ ...plannedTask(world, task), id, parentId, number: await world.number('PRJTASK') });
    tasks.push(...(await flatten(world, task.below ?? [], id)));
  }
  return tasks;
}

function plannedTask(world: DemoWorld, { name, from = 0, days = 1, visible = false, assignedTo, percent = 0, closed = false }: DemoTask) {
  const plannedStart = world.day(from);
  const plannedEnd = days === 0 ? plannedStart : world.day(from + days - 1, 17);
  const begun = closed || percent > 0;
  return {
    shortDescription: name,
    plannedStart,
    plannedEnd,
    plannedDurationMinutes: days * 480,
    milestone: days === 0,
    keyMilestone: days === 0,
    visibleToCustomer: visible,
    assignedToId: assignedTo ? personOf(world, assignedTo).id : null,
    state: closed ? ('closed_complete' as const) : percent > 0 ? ('work_in_progress' as const) : ('pending' as const),
    percentComplete: closed ? 100 : percent,
    actualStart: begun ? plannedStart : null,
    actualEnd: closed ? plannedEnd : null,
  };
}

function link({ batch }: DemoWorld, { project, tasks }: { project: ProjectState; tasks: readonly ProjectTaskState[] }): void {
  const { now } = batch.maker;
  const chain = TERMINAL_CHAIN.map((name) => tasks.find(({ shortDescription }) => shortDescription === name)!);
  chain.slice(1).forEach((successor, i) => {
    const pair = { projectId: project.id, predecessorId: chain[i]!.id, successorId: successor.id, type: 'fs' as const };
    const lag = { lagMinutes: 0, lagElapsedMinutes: null, lagPercent: null };
    batch.record(TaskDependencySchema, { id: newId(), createdAt: now, updatedAt: now, version: 1, ...pair, ...lag }, pair);
  });
}
