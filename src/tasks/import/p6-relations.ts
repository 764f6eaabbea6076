import { quoteValue } from '#libs/import-files';
import type { ElementFields, MspdiFields } from './mspdi-fields.js';
import type { PlacedLink } from './mspdi-links.js';
import { partsOf, type RawPart } from './p6-document.js';
import { activityLabel, minutesOfHours } from './p6-fields.js';
import type { PlanLinkType } from './plan-file.js';

export interface RelationContext {
  readonly project: RawPart;
  readonly activities: ActivitiesOfFile;
  /** Position in the plan and UID of each of its activities. */
  readonly places: ReadonlyMap<RawPart, { readonly position: number; readonly uid: number }>;
  readonly fields: MspdiFields;
  readonly note: (line: number, text: string) => void;
}

const TYPES = new Map<string, PlanLinkType>([
  ['Finish to Start', 'fs'],
  ['Start to Start', 'ss'],
  ['Finish to Finish', 'ff'],
  ['Start to Finish', 'sf'],
]);

/** All activities of a file by their ObjectIds, with the projects that they belong to, and the relations between them. */
export class ActivitiesOfFile {
  private readonly found = new Map<number, { readonly activity: RawPart; readonly project: RawPart }>();
  private readonly relations = new Map<RawPart, RawPart[]>();

  constructor(root: RawPart, fieldsOf: MspdiFields) {
    const projects = partsOf(root, 'Project');
    for (const project of projects) {
      for (const activity of partsOf(project, 'Activity')) {
        const id = Number(activity.fields.get('ObjectId') ?? Number.NaN);
        if (this.found.has(id)) fieldsOf.of(activity, activityLabel(activity)).refuse('its ObjectId is used twice');
        if (!Number.isNaN(id)) this.found.set(id, { activity, project });
      }
    }
    for (const project of projects) {
      for (const relation of partsOf(project, 'Relationship')) this.give(relation, project);
    }
  }

  get(id: number): { readonly activity: RawPart; readonly project: RawPart } | undefined {
    return this.found.get(id);
  }

  /** The relations that a project has to answer for: each belongs to one project, that of its successor where it is imported. */
  relationsOf(project: RawPart): readonly RawPart[] {
    return this.relations.get(project) ?? [];
  }

  private give(relation: RawPart, holder: RawPart): void {
    const ends = ['SuccessorActivityObjectId', 'PredecessorActivityObjectId'];
    const projects = ends.map((end) => this.found.get(Number(relation.fields.get(end) ?? Number.NaN))?.project);
    const owner = [...projects, holder].find((project) => project && !project.external);
    if (!owner) return;
    const relations = this.relations.get(owner) ?? [];
    relations.push(relation);
    this.relations.set(owner, relations);
  }
}

/** The links of a plan in the order of the file; what breaks BR-149 (but for cycles) is refused. */
export function readRelations(context: RelationContext): PlacedLink[] {
  const pairs = new Map<string, PlanLinkType>();
  const options = partsOf(context.project, 'ScheduleOptions')[0];
  const elapsed = options?.fields.get('RelationshipLagCalendar') === '24 Hour Calendar';
  return context.activities.relationsOf(context.project).flatMap((relation) => readRelation(relation, elapsed, pairs, context) ?? []);
}

function readRelation(relation: RawPart, elapsed: boolean, pairs: Map<string, PlanLinkType>, context: RelationContext): PlacedLink | null {
  const fields = context.fields.of(relation, 'a relation');
  const type = typeOf(fields);
  const minutes = minutesOfHours(fields, 'Lag') ?? 0;
  const [predecessor, successor] = [endOf(fields, 'Predecessor', context), endOf(fields, 'Successor', context)];
  if (!predecessor || !successor || type === null) return null;
  const [from, to] = [context.places.get(predecessor.activity), context.places.get(successor.activity)];
  const named = `${activityLabel(predecessor.activity)} to ${activityLabel(successor.activity)}`;
  if (!from || !to) {
    const other = nameOfProject(from ? successor.project : predecessor.project);
    context.note(relation.line, `the relation from ${named} is left out: it leads to another project, ${other}`);
    return null;
  }
  if (from === to) {
    fields.refuse(`it leads from ${activityLabel(predecessor.activity)} to itself`);
    return null;
  }
  const pair = `${from.uid} ${to.uid}`;
  const before = pairs.get(pair);
  if (before === type) fields.refuse(`a second one from ${named}`);
  // P6 allows one of each type between two activities; we keep one link for each pair (BR-149).
  else if (before) context.note(relation.line, `the relation from ${named} (${fields.text('Type')}) is left out: they have one already`);
  if (before) return null;
  pairs.set(pair, type);
  const lag = elapsed ? { lagElapsedMinutes: minutes } : { lagMinutes: minutes };
  const link = { predecessorUid: from.uid, successorUid: to.uid, type, ...lag, line: relation.line };
  return { from: from.position, to: to.position, link };
}

function typeOf(fields: ElementFields): PlanLinkType | null {
  const type = TYPES.get(fields.text('Type') ?? 'Finish to Start');
  if (type === undefined) fields.refuse(`Type ${quoteValue(fields.text('Type') ?? '')} is not known`);
  return type ?? null;
}

function endOf(fields: ElementFields, end: string, { activities }: RelationContext) {
  const name = `${end}ActivityObjectId`;
  const id = fields.count(name);
  if (id === null && fields.text(name) === null) fields.refuse(`${name} is missing`);
  const found = id === null ? undefined : activities.get(id);
  if (id !== null && !found) fields.refuse(`${name} ${id} is not in the file`);
  return found;
}

const nameOfProject = ({ fields }: RawPart): string => quoteValue(fields.get('Name') ?? fields.get('Id') ?? '(no name)');
