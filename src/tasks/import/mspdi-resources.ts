import { quoteValue } from '#libs/import-files';
import type { RawElement } from './mspdi-document.js';
import type { MspdiFields } from './mspdi-fields.js';
import type { UidMeaning } from './mspdi-links.js';
import { taskLabel } from './mspdi-task.js';
import type { PlanResource, PlanTask } from './plan-file.js';

export interface AssignmentContext {
  readonly resources: readonly PlanResource[];
  readonly tasks: readonly PlanTask[];
  readonly uids: ReadonlyMap<number, UidMeaning>;
  readonly fields: MspdiFields;
  readonly note: (line: number, text: string) => void;
}

/** The resources of the plan, without blank rows and the nameless UID 0, which MS Project keeps for what is not assigned. */
export function readResources(raw: readonly RawElement[], fieldsOf: MspdiFields): PlanResource[] {
  const uids = new Set<number>();
  return raw.flatMap((element) => {
    const name = element.fields.get('Name')?.replace(/\s+/g, ' ') ?? null;
    const fields = fieldsOf.of(element, `resource ${quoteValue(name ?? '(no name)')} (UID ${element.fields.get('UID') ?? 'missing'})`);
    if (fields.flag('IsNull')) return [];
    const uid = fields.count('UID');
    if (uid === null && fields.text('UID') === null) fields.refuse('UID is missing');
    if (uid === null || (uid === 0 && name === null)) return [];
    if (uids.has(uid)) fields.refuse('its UID is used twice');
    uids.add(uid);
    return [{ uid, name: name ?? '(no name)', email: fields.text('EmailAddress') }];
  });
}

/**
 * The UIDs of the resources of each task, by its UID. Work, units and costs of an assignment are not read. What is assigned
 * to nobody (ResourceUID -65535, or the nameless 0) or to the project itself is passed over; what names a task or a resource that
 * is not in the plan is left out, with a note.
 */
export function readAssignments(raw: readonly RawElement[], context: AssignmentContext): ReadonlyMap<number, readonly number[]> {
  const known = new Set(context.resources.map(({ uid }) => uid));
  const assigned = new Map<number, number[]>();
  for (const element of raw) {
    const fields = context.fields.of(element, 'an assignment');
    const [taskUid, resourceUid] = [fields.number('TaskUID'), fields.number('ResourceUID')];
    if (taskUid === null || resourceUid === null || resourceUid < 0 || (resourceUid === 0 && !known.has(0))) continue;
    const task = context.uids.get(taskUid);
    if (task === 'project') continue;
    if (typeof task !== 'number') {
      context.note(element.line, `an assignment to UID ${taskUid}, which is no task of the plan, is left out`);
    } else if (!known.has(resourceUid)) {
      const { name, uid } = context.tasks[task] as PlanTask;
      context.note(element.line, `${taskLabel(name, uid)}: the assigned resource UID ${resourceUid} is not in the file and is left out`);
    } else {
      const uids = assigned.get(taskUid) ?? [];
      if (!uids.includes(resourceUid)) assigned.set(taskUid, [...uids, resourceUid]);
    }
  }
  return assigned;
}
