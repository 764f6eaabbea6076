// What is measured: each as one person would ask for it, of the program and of the bare server alike.
import { accountId, groupHead, peopleOf, projectId } from './world/people.mjs';
import { tasksPerProject } from './world/projects.mjs';
import { openLeaves, taskId } from './world/tasks.mjs';

/** @typedef {import('./world/people.mjs').Size} Size */
/** @typedef {{ id: string, sessionId: string }} Person */

/**
 * @typedef {object} Operation
 * @property {string} name
 * @property {number} goal the ratio to reach on MariaDB
 * @property {number} goalOnSqlite
 * @property {Person} person
 * @property {'GET' | 'POST' | 'PATCH'} method
 * @property {(n: number) => { path: string, key?: string, body?: object }} request the n-th request
 * @property {boolean} versioned each change names the version it was made from
 */

const PROJECTS = 25;
const WRITTEN = 4_000;

/** @param {Size} size @returns {Operation[]} */
export function operationsOf(size) {
  const { customer, customerAdmin, projectManager } = peopleOf(size);
  const read = { method: /** @type {const} */ ('GET'), goal: 0.6, goalOnSqlite: 0.5, versioned: false };
  const write = { goal: 0.5, goalOnSqlite: 0.5 };
  const each = tasksPerProject(size);
  const written = openLeaves(size, WRITTEN);
  // What is the same as before is no change, and no new version.
  let changes = 0;
  const visible = (/** @type {number} */ n) => (n % PROJECTS) * each + 1 + 2 * (n % Math.floor(each / 2));
  return [
    { name: 'list my projects', ...read, person: customer, request: () => ({ path: '/projects' }) },
    {
      name: 'list the visible tasks of a project',
      ...read,
      person: customer,
      request: (n) => ({ path: `/projects/${projectId(n % PROJECTS)}/tasks` }),
    },
    { name: 'open a task', ...read, person: customer, request: (n) => ({ path: `/project-tasks/${taskId(odd(visible(n)))}` }) },
    {
      name: 'list the cases of an account',
      ...read,
      person: customerAdmin,
      request: (n) => ({ path: `/accounts/${accountId(groupHead(size) + (n % 5))}/cases` }),
    },
    {
      name: 'open a project in the portal',
      ...read,
      person: customer,
      request: (n) => ({ path: `/portal/projects/${projectId(n % PROJECTS)}` }),
    },
    { name: 'count My Lists', ...read, person: customer, request: () => ({ path: '/portal/my-lists' }) },
    {
      name: 'create a case',
      ...write,
      method: 'POST',
      versioned: false,
      person: customer,
      request: (n) => ({
        path: '/cases',
        body: { shortDescription: `The pump makes noise ${n}`, description: 'Since Monday, in hall 2.', priority: 3 },
      }),
    },
    {
      name: 'update a task',
      ...write,
      method: 'PATCH',
      versioned: true,
      person: projectManager,
      request: (n) => {
        const key = /** @type {string} */ (written[n % written.length]);
        changes += 1;
        return { path: `/project-tasks/${key}`, key, body: { shortDescription: `Lay the floor ${changes}` } };
      },
    },
  ];
}

/** Every second task is visible to the customer: those with an odd number. @param {number} n */
const odd = (n) => n | 1;
