import { quoteValue } from '#libs/import-files';
import type { MspdiFields } from './mspdi-fields.js';
import { partsOf, type RawPart } from './p6-document.js';
import { activityLabel, nameOf, objectId } from './p6-fields.js';
import type { PlanResource } from './plan-file.js';

type Note = (line: number, text: string) => void;

/** All resources of a P6 file: they belong to the company, not to one project. A nameless one is called by its Id. */
export function readP6Resources(root: RawPart, fieldsOf: MspdiFields): PlanResource[] {
  const uids = new Set<number>();
  return partsOf(root, 'Resource').flatMap((part) => {
    const name = nameOf(part.fields) ?? part.fields.get('Id') ?? '(no name)';
    const fields = fieldsOf.of(part, `resource ${quoteValue(name)} (ObjectId ${part.fields.get('ObjectId') ?? 'missing'})`);
    const uid = objectId(fields);
    if (uid === null) return [];
    if (uids.has(uid)) fields.refuse('its ObjectId is used twice');
    uids.add(uid);
    return [{ uid, name, email: fields.text('EmailAddress') }];
  });
}

/**
 * The resources of each activity of a project. Units, costs and roles are not read. An assignment to what is no activity of
 * the project (some programs assign to WBS nodes), or of a resource that is not in the file, is left out, with a note.
 */
export function readP6Assignments(
  project: RawPart,
  resources: readonly PlanResource[],
  fieldsOf: MspdiFields,
  note: Note,
): ReadonlyMap<RawPart, readonly number[]> {
  const known = new Set(resources.map(({ uid }) => uid));
  const activities = new Map(partsOf(project, 'Activity').map((part) => [Number(part.fields.get('ObjectId') ?? Number.NaN), part]));
  const assigned = new Map<RawPart, number[]>();
  for (const assignment of partsOf(project, 'ResourceAssignment')) {
    const fields = fieldsOf.of(assignment, 'an assignment');
    const [activityId, uid] = [fields.count('ActivityObjectId'), fields.count('ResourceObjectId')];
    // Without a resource it is a role that nobody fills yet.
    if (activityId === null || uid === null) continue;
    const activity = activities.get(activityId);
    if (!activity) {
      note(assignment.line, `an assignment to ObjectId ${activityId}, which is no activity of the project, is left out`);
    } else if (!known.has(uid)) {
      note(assignment.line, `${activityLabel(activity)}: the assigned resource ${uid} is not in the file and is left out`);
    } else {
      const uids = assigned.get(activity) ?? [];
      if (!uids.includes(uid)) assigned.set(activity, [...uids, uid]);
    }
  }
  return assigned;
}

/** What people wrote about each activity of a project. Rich text is left out, with a note. */
export function readP6Notes(project: RawPart, note: Note): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { line, fields } of partsOf(project, 'ActivityNote')) {
    const activityId = Number(fields.get('ActivityObjectId') ?? Number.NaN);
    const text = fields.get('RawTextNote');
    if (text === undefined && fields.has('Note')) note(line, 'a note in rich text is left out');
    const before = texts.get(activityId);
    if (text !== undefined) texts.set(activityId, before === undefined ? text : `${before}\n\n${text}`);
  }
  return texts;
}
