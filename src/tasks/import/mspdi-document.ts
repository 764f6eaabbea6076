import { ImportFileError, readXml } from '#libs/import-files';

/** An element of the file with the texts of the children that we read, by their names. */
export interface RawElement {
  readonly line: number;
  readonly fields: Map<string, string>;
}

export interface RawTask extends RawElement {
  readonly links: RawElement[];
  readonly baselines: RawElement[];
}

/** An element with all that is in it, for parts whose shape matters more than their size. */
export class RawNode {
  private readonly inner: RawNode[] = [];
  private own = '';

  constructor(
    readonly name: string,
    readonly line: number,
  ) {}

  add(node: RawNode): void {
    this.inner.push(node);
  }

  say(text: string): void {
    this.own = text.trim();
  }

  child(name: string): RawNode | undefined {
    return this.inner.find((node) => node.name === name);
  }

  children(name: string): RawNode[] {
    return this.inner.filter((node) => node.name === name);
  }

  /** The text of a child; null where there is none or it is empty. */
  text(name: string): string | null {
    return this.child(name)?.own || null;
  }
}

/** The parts of an MSPDI file that make a plan, as they stand there. */
export interface RawPlan extends RawElement {
  readonly tasks: RawTask[];
  readonly calendars: RawNode[];
  readonly resources: RawElement[];
  readonly assignments: RawElement[];
}

const PROJECT_FIELDS = new Set(['Name', 'Title', 'StartDate', 'ScheduleFromStart', 'CalendarUID']);
const TASK_FIELDS = new Set([
  'UID',
  'Name',
  'IsNull',
  'OutlineLevel',
  'Start',
  'Finish',
  'Duration',
  'DurationFormat',
  'Milestone',
  'PercentComplete',
  'ActualStart',
  'ActualFinish',
  'ConstraintType',
  'ConstraintDate',
  'Manual',
  'Notes',
  'Active',
  'ExternalTask',
  'IsSubproject',
  'CalendarUID',
  'LevelingDelay',
  'Stop',
  'Resume',
]);
const LINK_FIELDS = new Set(['PredecessorUID', 'Type', 'CrossProject', 'CrossProjectName', 'LinkLag', 'LagFormat']);
const BASELINE_FIELDS = new Set(['Number', 'Start', 'Finish', 'Duration']);
const RESOURCE_FIELDS = new Set(['UID', 'Name', 'IsNull', 'EmailAddress']);
const ASSIGNMENT_FIELDS = new Set(['TaskUID', 'ResourceUID']);

/**
 * Reads Project, its Calendars, Project/Tasks/Task with its PredecessorLinks and Baselines, Resources and Assignments; all
 * else is passed over.
 * @throws ImportFileError when the file is not XML, is hostile, or its root is not `Project`
 */
export async function readMspdiDocument(file: string): Promise<RawPlan> {
  const plan: RawPlan = { line: 1, fields: new Map(), tasks: [], calendars: [], resources: [], assignments: [] };
  /** Of the calendar that is being read: the elements from it down to the present one. */
  let open: RawNode[] = [];
  await readXml(file, {
    open(path, line) {
      if (path.length === 1 && path[0] !== 'Project') {
        throw new ImportFileError(file, `the root element is ${path[0]}, not Project: this is not an MS Project XML file`, line);
      }
      if (path[1] === 'Calendars' && path[2] === 'Calendar') {
        const node = new RawNode(path.at(-1) as string, line);
        if (path.length === 3) plan.calendars.push(node);
        else open.at(-1)?.add(node);
        open = path.length === 3 ? [node] : [...open, node];
      }
      if (path.length === 3) listAt(plan, path)?.push({ line, fields: new Map() });
      if (path[1] !== 'Tasks' || path[2] !== 'Task') return;
      if (path.length === 3) plan.tasks.push({ line, fields: new Map(), links: [], baselines: [] });
      if (path.length === 4 && path[3] === 'PredecessorLink') plan.tasks.at(-1)?.links.push({ line, fields: new Map() });
      if (path.length === 4 && path[3] === 'Baseline') plan.tasks.at(-1)?.baselines.push({ line, fields: new Map() });
    },
    close(path, text) {
      if (path[1] === 'Calendars' && path.length >= 3) open.pop()?.say(text);
      const name = path.at(-1) as string;
      const fields = fieldsAt(plan, path, name);
      if (fields && text.trim() !== '') fields.set(name, text.trim());
    },
  });
  return plan;
}

/** The list of resources or assignments, when the path leads into one. */
function listAt(plan: RawPlan, path: readonly string[]): RawElement[] | undefined {
  if (path[1] === 'Resources' && path[2] === 'Resource') return plan.resources;
  return path[1] === 'Assignments' && path[2] === 'Assignment' ? plan.assignments : undefined;
}

/** Where the text of this element belongs, if we want it. */
function fieldsAt(plan: RawPlan, path: readonly string[], name: string): Map<string, string> | undefined {
  if (path.length === 2) return PROJECT_FIELDS.has(name) ? plan.fields : undefined;
  const list = path.length === 4 ? listAt(plan, path) : undefined;
  if (list) return (list === plan.resources ? RESOURCE_FIELDS : ASSIGNMENT_FIELDS).has(name) ? list.at(-1)?.fields : undefined;
  if (path[1] !== 'Tasks' || path[2] !== 'Task') return undefined;
  const task = plan.tasks.at(-1);
  if (path.length === 4) return TASK_FIELDS.has(name) ? task?.fields : undefined;
  if (path.length !== 5) return undefined;
  if (path[3] === 'Baseline') return BASELINE_FIELDS.has(name) ? task?.baselines.at(-1)?.fields : undefined;
  return path[3] === 'PredecessorLink' && LINK_FIELDS.has(name) ? task?.links.at(-1)?.fields : undefined;
}
