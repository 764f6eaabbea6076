import { quoteValue } from '#libs/import-files';
import type { MspdiFields } from './mspdi-fields.js';
import { readActivity } from './p6-activity.js';
import { partsOf, type RawPart } from './p6-document.js';
import { activityLabel, nameOf } from './p6-fields.js';
import type { PlanBaseline } from './plan-file.js';

type BaselineDates = PlanBaseline['tasks'] extends ReadonlyMap<number, infer Dates> ? Dates : never;

/**
 * The baselines of a project, which P6 keeps as copies of it. Their activities are found by Id; what the project does not
 * have any more, or what has no dates, is passed over. WBS nodes have no dates of their own.
 * @param uids of the tasks, by the Id of their activity
 */
export function readP6Baselines(root: RawPart, project: RawPart, uids: ReadonlyMap<string, number>, fieldsOf: MspdiFields): PlanBaseline[] {
  const id = project.fields.get('ObjectId');
  const copies = partsOf(root, 'BaselineProject').filter(({ fields }) => id !== undefined && fields.get('OriginalProjectObjectId') === id);
  return copies.flatMap((copy, i) => {
    const name = nameOf(copy.fields) ?? `Baseline ${i + 1}`;
    const tasks = new Map<number, BaselineDates>();
    for (const activity of partsOf(copy, 'Activity')) {
      const uid = uids.get(activity.fields.get('Id') ?? '');
      const fields = fieldsOf.of(activity, `baseline ${quoteValue(name)}, ${activityLabel(activity)}`);
      const { start, finish, durationMinutes } = readActivity(fields, () => undefined);
      if (uid !== undefined && start && finish && durationMinutes !== null) tasks.set(uid, { start, finish, durationMinutes });
    }
    return tasks.size > 0 ? [{ name, tasks }] : [];
  });
}
