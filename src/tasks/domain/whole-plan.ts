import type { WorkingCalendar } from '#libs/kernel';
import { renumber } from './outline.js';
import { ProjectTask } from './project-task.js';
import type { ProjectTaskState } from './project-task-state.js';
import { nodeOf, TaskTree } from './task-tree.js';

/** What follows from the place of a task and from the tasks below it. */
type Derived = 'projectId' | 'accountId' | 'position' | 'wbs' | 'wbsOrder' | 'isParent' | 'createdAt' | 'updatedAt' | 'version';
type Given = 'id' | 'number' | 'parentId' | 'shortDescription' | 'plannedStart' | 'plannedEnd' | 'plannedDurationMinutes';

/** A task of a plan that comes whole. Of a parent only the name and the place count: the rest is rolled up. */
export type PlannedTask = Pick<ProjectTaskState, Given> & Partial<Omit<ProjectTaskState, Given | Derived>>;

export interface WholePlan {
  readonly tasks: readonly ProjectTaskState[];
  /** To ask what it adds up to for the project. */
  readonly tree: TaskTree;
}

/**
 * BR-103, BR-128, BR-129, BR-144, BR-158. The tasks of a plan that comes whole, as they are first written: in their
 * places, numbered and rolled up. Leaves keep the dates they come with.
 * @param planned in the order of the plan, each parent before its children
 */
export function wholePlan(
  project: { readonly id: string; readonly accountId: string },
  planned: readonly PlannedTask[],
  now: Date,
  calendar: WorkingCalendar,
): WholePlan {
  const origin = { ...project, plannedStart: now };
  const states = planned.map(({ id, number, parentId, shortDescription, ...rest }, position) => {
    const place = { parentId, position, wbs: '', wbsOrder: 0 };
    return { ...ProjectTask.add({ id, number, now, project: origin, place }, { shortDescription }).state, ...rest };
  });
  const tree = new TaskTree(states.map(nodeOf), calendar);
  renumber(tree);
  tree.rollUpAll();
  return { tasks: states.map((state) => ({ ...state, ...tree.get(state.id)! })), tree };
}
