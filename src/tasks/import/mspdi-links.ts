import { quoteValue } from '#libs/import-files';
import type { RawElement, RawTask } from './mspdi-document.js';
import type { ElementFields, MspdiFields } from './mspdi-fields.js';
import { taskLabel } from './mspdi-task.js';
import type { PlanLag, PlanLink, PlanLinkType, PlanTask } from './plan-file.js';
import { areInLine, type OutlinePlace } from './plan-outline.js';
import { MAX_MINUTES } from './plan-value.js';

/** What a UID of the file stands for: a task by its position, the project itself, or a task of another project. */
export type UidMeaning = number | 'project' | 'external';

export interface LinkContext {
  readonly tasks: readonly PlanTask[];
  readonly places: readonly OutlinePlace[];
  readonly uids: ReadonlyMap<number, UidMeaning>;
  readonly fields: MspdiFields;
  readonly note: (line: number, text: string) => void;
}

/** A link with the positions of its tasks. */
export interface PlacedLink {
  readonly link: PlanLink;
  readonly from: number;
  readonly to: number;
}

/** Link `Type` 0 to 3. */
const TYPES: readonly PlanLinkType[] = ['ff', 'fs', 'sf', 'ss'];
/** LagFormat in elapsed units: minutes, hours, days, weeks, months, and the same as estimates. */
const ELAPSED_LAGS = new Set([4, 6, 8, 10, 12, 36, 38, 40, 42, 44]);
/** LagFormat percent and elapsed percent, and the same as estimates; for these LinkLag is the percent itself. */
const PERCENT_LAGS = new Set([19, 20, 51, 52]);
const ELAPSED_PERCENT_LAGS = new Set([20, 52]);

/** The links of all tasks, in the order of the file; what breaks BR-149 (but for cycles) is refused. */
export function readLinks(rawTasks: readonly RawTask[], context: LinkContext): PlacedLink[] {
  const pairs = new Set<string>();
  return rawTasks.flatMap((raw, position) => raw.links.flatMap((link) => readLink(link, position, pairs, context) ?? []));
}

function readLink(link: RawElement, successor: number, pairs: Set<string>, context: LinkContext): PlacedLink | null {
  const { tasks, places, uids } = context;
  const task = tasks[successor] as PlanTask;
  const label = taskLabel(task.name, task.uid);
  const fields = context.fields.of(link, label);
  if (fields.flag('CrossProject')) {
    const other = link.fields.get('CrossProjectName');
    context.note(link.line, `${label}: a link to another project${other ? ` (${quoteValue(other)})` : ''} is left out`);
    return null;
  }
  const uid = fields.count('PredecessorUID');
  const predecessor = uid === null ? undefined : uids.get(uid);
  const refuse = (reason: string) => {
    fields.refuse(reason);
    return null;
  };
  if (uid === null) return fields.text('PredecessorUID') === null ? refuse('a link has no PredecessorUID') : null;
  if (predecessor === undefined) return refuse(`a link to UID ${uid}, which is not in the file`);
  if (predecessor === 'project') return refuse('a link to the project itself, which holds the task');
  if (predecessor === 'external') {
    context.note(link.line, `${label}: a link to UID ${uid}, a task of another project, is left out`);
    return null;
  }
  if (predecessor === successor) return refuse('a link to itself');
  const other = tasks[predecessor] as PlanTask;
  const otherLabel = taskLabel(other.name, other.uid);
  if (areInLine(places, predecessor, successor)) return refuse(`a link between it and ${otherLabel}, of which one holds the other`);
  const pair = `${predecessor} ${successor}`;
  if (pairs.has(pair)) return refuse(`a second link to ${otherLabel}`);
  pairs.add(pair);
  const type = TYPES[fields.count('Type') ?? 1];
  if (type === undefined) return refuse(`link Type ${fields.text('Type')} is not known (0 to 3)`);
  const lag = readLag(fields, (text) => context.note(link.line, `${label}: ${text}`));
  return { from: predecessor, to: successor, link: { predecessorUid: uid, successorUid: task.uid, type, ...lag, line: link.line } };
}

function readLag(fields: ElementFields, note: (text: string) => void): PlanLag {
  const lag = fields.number('LinkLag') ?? 0;
  const format = fields.count('LagFormat') ?? 7;
  if (Math.abs(lag) > MAX_MINUTES) fields.refuse(`LinkLag ${lag} is too large`);
  if (PERCENT_LAGS.has(format)) {
    if (ELAPSED_PERCENT_LAGS.has(format)) note(`a lag of ${lag} elapsed percent is read as percent of the predecessor's working duration`);
    return { lagPercent: lag };
  }
  // In tenths of a minute. Adding zero turns -0 into 0.
  const minutes = Math.round(lag / 10) + 0;
  return ELAPSED_LAGS.has(format) ? { lagElapsedMinutes: minutes } : { lagMinutes: minutes };
}
