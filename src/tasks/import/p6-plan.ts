import { formatRefusal, quoteValue } from '#libs/import-files';
import { cycleReason } from './cycle-reason.js';
import { findLinkCycles } from './link-cycles.js';
import type { ElementFields, MspdiFields } from './mspdi-fields.js';
import type { PlacedLink } from './mspdi-links.js';
import { readActivity, reasonBeyondModel } from './p6-activity.js';
import { readP6Baselines } from './p6-baselines.js';
import type { P6Calendars } from './p6-calendars.js';
import type { RawPart } from './p6-document.js';
import { activityLabel, nameOf } from './p6-fields.js';
import { withinP6Links } from './p6-links-model.js';
import { type P6Reason, withinP6Model } from './p6-model.js';
import { nodeLabel, outlineOf, type PlacedPart, uidsOf } from './p6-outline.js';
import { type ActivitiesOfFile, readRelations } from './p6-relations.js';
import { readP6Assignments, readP6Notes } from './p6-resources.js';
import type { PlanFile, PlanResource, PlanTask } from './plan-file.js';
import { earliestStart } from './plan-start.js';

/** What the projects of a file share. */
export interface P6File {
  readonly file: string;
  readonly root: RawPart;
  readonly fields: MspdiFields;
  readonly calendars: P6Calendars;
  readonly activities: ActivitiesOfFile;
  readonly resources: readonly PlanResource[];
}

/** Reads one project of a P6 file; what is wrong goes into the report of the file. */
export class P6Plan {
  private readonly notes: string[] = [];
  private readonly fields: ElementFields;
  private readonly placed: readonly PlacedPart[];
  private readonly uids: readonly number[];
  private readonly calendarUid: number | null;

  constructor(
    private readonly project: RawPart,
    private readonly name: string,
    private readonly shared: P6File,
  ) {
    this.fields = shared.fields.of(project, `project ${quoteValue(name)}`);
    this.placed = outlineOf(project, shared.fields);
    this.uids = uidsOf(this.placed);
    this.calendarUid = this.calendarOf(this.fields, 'ActivityDefaultCalendarObjectId');
  }

  read(): PlanFile {
    const { shared, project, placed } = this;
    const [startDate, plannedStart] = [this.fields.instant('StartDate'), this.fields.instant('PlannedStartDate')];
    if (placed.length === 0) this.note(project.line, `project ${quoteValue(this.name)} has no activities`);
    const tasks = this.tasks();
    const links = this.links();
    this.refuseCycles(tasks, links);
    const used = new Set<number>([this.calendarUid, ...tasks.map(({ calendarUid }) => calendarUid)].filter((uid) => uid !== null));
    const calendars = shared.calendars.definitions(used, (line, text) => this.note(line, text));
    const byId = new Map(placed.map(({ part }, i) => [part.fields.get('Id') ?? '', this.uids[i] as number]));
    const ties = links.map(({ link }) => link);
    return {
      name: this.name,
      start: startDate ?? plannedStart ?? earliestStart(tasks),
      tasks: withinP6Links(withinP6Model(tasks, this.reasons(), calendars, this.calendarUid), ties, calendars, this.calendarUid),
      links: ties,
      calendars,
      calendarUid: this.calendarUid,
      resources: shared.resources,
      baselines: readP6Baselines(shared.root, project, byId, shared.fields),
      notes: this.notes,
    };
  }

  private tasks(): PlanTask[] {
    const note = (line: number, text: string) => this.note(line, text);
    const { resources, fields } = this.shared;
    const assigned = readP6Assignments(this.project, resources, fields, note);
    const texts = readP6Notes(this.project, note);
    return this.placed.map((placed, i) => {
      const { part, parent, isSummary } = placed;
      const place = { uid: this.uids[i] as number, parentUid: parent === null ? null : (this.uids[parent] as number), isSummary };
      if (part.name === 'WBS') return { ...place, ...this.node(placed) };
      const own = { resourceUids: assigned.get(part) ?? [], notes: texts.get(placed.objectId ?? -1) ?? null };
      return { ...place, ...this.activity(part), ...own };
    });
  }

  /** The dates of a WBS node are the roll-up; without anything below it becomes a task of its own. */
  private node({ part, isSummary }: PlacedPart) {
    if (!isSummary) this.note(part.line, `${nodeLabel(part)} has nothing below it; it becomes a task without work`);
    return {
      line: part.line,
      name: nameOf(part.fields) ?? '(no name)',
      start: null,
      finish: null,
      durationMinutes: null,
      durationElapsed: false,
      milestone: false,
      percentComplete: 0,
      actualStart: null,
      actualFinish: null,
      constraint: 'as_soon_as_possible' as const,
      constraintDate: null,
      manual: false,
      state: 'pending' as const,
      notes: null,
      calendarUid: null,
      beyondModel: null,
      resourceUids: [],
    };
  }

  private activity(part: RawPart) {
    const label = activityLabel(part);
    const fields = this.shared.fields.of(part, label);
    const calendarUid = this.calendarOf(fields, 'CalendarObjectId');
    return {
      line: part.line,
      name: nameOf(part.fields) ?? '(no name)',
      durationElapsed: false,
      manual: false,
      calendarUid: calendarUid === this.calendarUid ? null : calendarUid,
      beyondModel: null,
      ...readActivity(fields, (text) => this.note(part.line, `${label}: ${text}`)),
    };
  }

  /** By the UIDs of the tasks. */
  private reasons(): Map<number, P6Reason> {
    const activities = this.placed.flatMap(({ part }, i) => (part.name === 'Activity' ? [{ part, uid: this.uids[i] as number }] : []));
    return new Map(
      activities.flatMap(({ part, uid }): [number, P6Reason][] => {
        const reason = reasonBeyondModel(this.shared.fields.of(part, activityLabel(part)));
        return reason ? [[uid, reason]] : [];
      }),
    );
  }

  private calendarOf(fields: ElementFields, name: string): number | null {
    const uid = fields.count(name);
    if (uid === null || this.shared.calendars.has(uid)) return uid;
    fields.refuse(`${name} ${uid} is not in the file`);
    return null;
  }

  private links(): PlacedLink[] {
    const places = new Map(this.placed.map(({ part }, position) => [part, { position, uid: this.uids[position] as number }]));
    const { activities, fields } = this.shared;
    return readRelations({ project: this.project, activities, places, fields, note: (line, text) => this.note(line, text) });
  }

  private refuseCycles(tasks: readonly PlanTask[], links: readonly PlacedLink[]): void {
    const parents = this.placed.map(({ parent }) => parent);
    const names = tasks.map(({ name }) => name);
    for (const cycle of findLinkCycles(parents, links)) {
      const { line } = (links[cycle.link] as PlacedLink).link;
      this.shared.fields.of({ line, fields: new Map() }, `project ${quoteValue(this.name)}`).refuse(cycleReason(cycle, names));
    }
  }

  private note(line: number, text: string): void {
    this.notes.push(formatRefusal({ file: this.shared.file, line, reason: text }));
  }
}
