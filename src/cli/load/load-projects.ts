import { newId } from '#libs/kernel';
import type { PlannedTask } from '../../tasks/index.js';
import { addProject, addProjectContact } from '../records/work.js';
import type { LoadPeople } from './load-people.js';
import type { LoadWriter } from './load-writer.js';

/** Monday; fixed, so that a seed always gives the same dates. */
export const BASE = Date.UTC(2026, 0, 5, 8);
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const CONTACTS_A_PROJECT = 3;
/** A parent and nine tasks below it. */
const FAMILY = 10;
/** In how many projects the partner administrator takes part: as in the bench, as many as a customer does. */
const PARTNER_PROJECTS = 10;

/** What cases refer to. */
export interface LoadProject {
  readonly id: string;
  /** A task that the customer sees, if there is one. */
  readonly taskId: string | null;
}

/** Project i is of account i, and so on in turn; the tasks are spread evenly. */
export async function generateProjects(writer: LoadWriter, people: LoadPeople): Promise<LoadProject[]> {
  const { projects, tasks } = writer.sizes;
  const made: LoadProject[] = [];
  for (let i = 0; i < projects; i += 1) {
    const count = Math.floor(((i + 1) * tasks) / projects) - Math.floor((i * tasks) / projects);
    made.push(await generateProject(writer, people, i, count));
    await writer.step(1 + count);
  }
  return made;
}

async function generateProject(writer: LoadWriter, people: LoadPeople, index: number, count: number): Promise<LoadProject> {
  const { batch, chance, words } = writer;
  const start = BASE + (chance.below(104) - 52) * WEEK;
  const draft = {
    number: await writer.number('PRJ'),
    name: words.project(),
    accountId: people.accounts[index % people.accounts.length]!.id,
    projectManagerId: people.managerId,
    plannedStart: new Date(start),
    priority: 1 + chance.below(4),
    phase: chance.of(['initiating', 'planning', 'executing'] as const),
  };
  const { project, tasks } = addProject(batch, draft, await plan(writer, start, count));
  for (const contactId of contactsOf(people, index, writer.sizes.reach)) addProjectContact(batch, project.id, contactId);
  return { id: project.id, taskId: tasks.find(({ visibleToCustomer }) => visibleToCustomer)?.id ?? null };
}

async function plan(writer: LoadWriter, start: number, count: number): Promise<PlannedTask[]> {
  const planned: PlannedTask[] = [];
  let parentId: string | null = null;
  for (let i = 0; i < count; i += 1) {
    if (i % FAMILY === 0) parentId = null;
    const id = newId();
    planned.push({ ...leaf(writer, start + (i % 26) * WEEK), id, parentId, number: await writer.number('PRJTASK') });
    parentId ??= id;
  }
  return planned;
}

/** A week of work or less, beginning on a Monday; what lies in the past is done. */
function leaf({ chance, words }: LoadWriter, start: number): Omit<PlannedTask, 'id' | 'parentId' | 'number'> {
  const days = 1 + chance.below(5);
  const plannedStart = new Date(start);
  const plannedEnd = new Date(start + (days - 1) * DAY + 9 * 3_600_000);
  const closed = plannedEnd.getTime() < BASE;
  const begun = closed || chance.next() < 0.1;
  return {
    shortDescription: words.task(),
    visibleToCustomer: chance.next() < 0.6,
    plannedStart,
    plannedEnd,
    plannedDurationMinutes: days * 480,
    state: closed ? 'closed_complete' : begun ? 'work_in_progress' : 'pending',
    percentComplete: closed ? 100 : begun ? 50 : 0,
    actualStart: begun ? plannedStart : null,
    actualEnd: closed ? plannedEnd : null,
  };
}

function contactsOf({ accounts, contacts, bench }: LoadPeople, index: number, reach: number): string[] {
  const account = index % accounts.length;
  const own = Array.from({ length: CONTACTS_A_PROJECT }, (_, i) => contacts[account + i * accounts.length]);
  if (bench && account === 0) own.push(bench.customer.id);
  if (bench && index < Math.min(reach, PARTNER_PROJECTS)) own.push(bench.partnerAdmin.id);
  return own.filter((id) => id !== undefined);
}
