import { basename } from 'node:path';
import { formatRefusal, RefusalReport } from '#libs/import-files';
import { cycleReason } from './cycle-reason.js';
import { findLinkCycles } from './link-cycles.js';
import { readBaselines } from './mspdi-baselines.js';
import { readCalendars } from './mspdi-calendars.js';
import { type RawPlan, readMspdiDocument } from './mspdi-document.js';
import { MspdiFields } from './mspdi-fields.js';
import { type PlacedLink, readLinks, type UidMeaning } from './mspdi-links.js';
import { withinModel } from './mspdi-model.js';
import { readAssignments, readResources } from './mspdi-resources.js';
import { placeTask, readTask, type TaskDraft, taskLabel } from './mspdi-task.js';
import type { PlanFile, PlanTask } from './plan-file.js';
import { outline } from './plan-outline.js';
import { earliestStart } from './plan-start.js';

/**
 * Reads a project plan in the XML format of Microsoft Project (MSPDI), plain or gzip, with the dates of the file.
 * A plan is taken as a whole or not at all: whatever is wrong in it is gathered and thrown together.
 * @throws ImportRefusedError listing all faults with their lines: dates that do not exist, an end before its start, links
 *   to nothing, to itself, to an ancestor, doubled or in a cycle (BR-149), outline levels without a parent, no tasks
 * @throws ImportFileError when the file is no MSPDI file, see `readXml`
 */
export async function readMspdi(file: string): Promise<PlanFile> {
  return new MspdiReading(file, await readMspdiDocument(file)).plan();
}

class MspdiReading {
  private readonly report = new RefusalReport();
  private readonly notes: string[] = [];
  private readonly fields: MspdiFields;
  private readonly uids = new Map<number, UidMeaning>();
  private projectSeen = false;
  private projectStart: Date | null = null;

  constructor(
    private readonly file: string,
    private readonly raw: RawPlan,
  ) {
    this.fields = new MspdiFields(file, this.report);
  }

  plan(): PlanFile {
    const project = this.fields.of(this.raw, 'the project');
    const start = project.instant('StartDate');
    if (project.text('ScheduleFromStart') !== null && !project.flag('ScheduleFromStart')) {
      this.note(this.raw.line, 'the plan is scheduled from its finish; it will be scheduled from its start');
    }
    const drafts = this.drafts();
    if (drafts.length === 0) project.refuse('the plan has no tasks');
    const places = outline(drafts.map((draft) => draft.level));
    const tasks = drafts.map((draft, i) => {
      const place = places[i] as (typeof places)[number];
      if (!place.hasProperParent)
        this.refuse(draft.raw.line, draft.task, `OutlineLevel ${draft.level} has no task at level ${draft.level - 1} above it`);
      const parent = place.parent === null ? null : (drafts[place.parent] as TaskDraft);
      return placeTask(draft, parent?.task.uid ?? null, place.end > i + 1);
    });
    this.noteReadings(drafts, tasks);
    const note = (line: number, text: string) => this.note(line, text);
    const links = readLinks(
      drafts.map((draft) => draft.raw),
      { tasks, places, uids: this.uids, fields: this.fields, note },
    );
    this.refuseCycles(
      tasks,
      places.map((place) => place.parent),
      links,
    );
    const baselines = readBaselines(drafts, { fields: this.fields, note });
    const resources = readResources(this.raw.resources, this.fields);
    const assigned = readAssignments(this.raw.assignments, { resources, tasks, uids: this.uids, fields: this.fields, note });
    this.report.throwIfAny(this.file);
    const calendars = readCalendars(this.raw.calendars, note);
    const uid = project.count('CalendarUID');
    const calendarUid = calendars.some((calendar) => calendar.uid === uid) ? uid : null;
    return {
      name: this.name(),
      calendars,
      calendarUid,
      start: start ?? this.projectStart ?? earliestStart(tasks),
      tasks: withinModel(tasks, calendars, calendarUid).map((task) => ({ ...task, resourceUids: assigned.get(task.uid) ?? [] })),
      links: links.map(({ link }) => link),
      resources,
      baselines,
      notes: this.notes,
    };
  }

  /** The tasks of the plan: without the project itself, blank rows, and tasks of other projects. */
  private drafts(): TaskDraft[] {
    const drafts: TaskDraft[] = [];
    for (const raw of this.raw.tasks) {
      const asks = this.fields.of(raw, 'a task');
      if (asks.flag('IsNull')) continue;
      const draft = readTask(raw, this.fields);
      const { uid } = draft.task;
      if (uid >= 0 && this.uids.has(uid)) this.refuse(raw.line, draft.task, 'its UID is used twice');
      if (uid === 0 || draft.level === 0) {
        if (uid !== 0 && this.projectSeen)
          this.note(raw.line, `${taskLabel(draft.task.name, uid)} stands beside the project itself and is left out`);
        this.projectSeen = true;
        this.projectStart ??= draft.task.start;
        this.uids.set(uid, 'project');
      } else if (asks.flag('ExternalTask')) {
        this.note(raw.line, `${taskLabel(draft.task.name, uid)} belongs to another project and is left out`);
        this.uids.set(uid, 'external');
      } else {
        this.uids.set(uid, drafts.push(draft) - 1);
      }
    }
    return drafts;
  }

  private noteReadings(drafts: readonly TaskDraft[], tasks: readonly PlanTask[]): void {
    drafts.forEach(({ raw, task: { name, uid, manual } }, i) => {
      const task = tasks[i] as PlanTask;
      const note = (text: string) => this.note(raw.line, `${taskLabel(name, uid)} ${text}`);
      if (manual && task.isSummary) note('is a summary placed by hand; its dates will be those of its tasks');
      if (task.manual && !task.start) note('is placed by hand but has no start; it is scheduled as soon as possible');
      const fields = this.fields.of(raw, taskLabel(name, uid));
      if (fields.flag('IsSubproject')) note('is an inserted project, whose tasks are not in this file');
      if (fields.text('Active') !== null && !fields.flag('Active')) note('is inactive in the plan; it becomes an ordinary task');
    });
  }

  private refuseCycles(tasks: readonly PlanTask[], parents: readonly (number | null)[], links: readonly PlacedLink[]): void {
    const names = tasks.map(({ name }) => name);
    for (const cycle of findLinkCycles(parents, links)) {
      const { line } = (links[cycle.link] as PlacedLink).link;
      this.report.add({ file: this.file, line, reason: cycleReason(cycle, names) });
    }
  }

  private name(): string {
    const { fields } = this.raw;
    const named = fields.get('Title') ?? fields.get('Name')?.replace(/\.xml$/i, '') ?? '';
    const name = named.replace(/\s+/g, ' ').trim();
    return name === '' ? basename(this.file).replace(/(\.xml)?(\.gz)?$/i, '') : name;
  }

  private refuse(line: number, task: Pick<PlanTask, 'name' | 'uid'>, reason: string): void {
    this.report.add({ file: this.file, line, reason: `${taskLabel(task.name, task.uid)}: ${reason}` });
  }

  private note(line: number, text: string): void {
    this.notes.push(formatRefusal({ file: this.file, line, reason: text }));
  }
}
