import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import { ImportFileError, type ImportOptions, type ImportReport, quoteValue, RefusalReport } from '#libs/import-files';
import { newId } from '#libs/kernel';
import { Numbering, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { WorkingCalendarSchema, type WorkingCalendarState } from '../../administration/index.js';
import { CustomersApi } from '../../customers/index.js';
import { ProjectsApi } from '../../projects/index.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import { isClosed } from '../domain/task-state.js';
import { taskLabel } from '../import/mspdi-task.js';
import type { PlanFile } from '../import/plan-file.js';
import { readPlans } from '../import/read-plan.js';
import type { Called } from '../persistence/assignee.queries.js';
import { ProjectPlanSchema, ProjectTaskSchema, TaskDependencySchema } from '../persistence/project-task.schema.js';
import { Baselines } from './baselines.js';
import { differenceText, type ImportedPlan, importedPlan } from './imported-plan.js';
import { ResourceMatching } from './plan-assignees.js';

/** Somebody in whose name an import writes. */
type Importer = Origin & { readonly personId: string };

const LONGEST = { name: 200, notes: 10_000 };
/** What a column of a server database holds. */
const MOST_CALENDAR_BYTES = 60_000;

/** Imports plans of Microsoft Project and Primavera P6 as customer projects, scheduled. */
@Injectable()
export class ProjectImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly numbering: Numbering,
    private readonly customers: CustomersApi,
    private readonly projects: ProjectsApi,
    private readonly resources: ResourceMatching,
    private readonly baselines: Baselines,
  ) {}

  /**
   * One file becomes one project, or several where it has several; all of it or nothing, in one transaction. The tasks are
   * scheduled; where that leads to other dates than in the file, the report says so. A plan has no key, so the same file
   * again makes another project.
   * @param account id or number of the customer account
   * @throws ImportFileError for a file that cannot be read or is no whole plan @throws Refused for an account that is none
   */
  async importFile(origin: Importer, file: string, account: string, options: ImportOptions = {}): Promise<ImportReport> {
    const { database } = this.unitOfWork;
    const accountId = await this.customers.customerAccount(database, account);
    const plans = await readPlans(file);
    for (const plan of plans) checkLengths(file, plan);
    const told: string[] = [];
    for (const { name } of plans) {
      const others = await this.projects.numbersNamed(database, accountId, name);
      if (others.length) told.push(`the account has ${others.join(', ')} of this name already; this is another one`);
    }
    const written = options.dryRun
      ? await Promise.all(plans.map((plan) => this.dryRun(accountId, plan)))
      : await this.unitOfWork.run(origin, async (tx) => {
          const done: Written[] = [];
          for (const plan of plans) done.push(await this.write(tx, accountId, plan));
          return done;
        });
    return {
      imported: written.map(({ text }) => text).join(', '),
      refused: new RefusalReport(),
      notes: [
        ...plans.flatMap(({ notes }) => notes),
        ...[...written.flatMap(({ notes }) => notes), ...told].map((note) => `${file}: ${note}`),
      ],
    };
  }

  private async write(tx: Transaction<Importer>, accountId: string, plan: PlanFile): Promise<Written> {
    const numbers = plan.tasks.length ? await this.numbering.take(tx, 'PRJTASK', plan.tasks.length) : [];
    const project = { id: newId(), accountId };
    const { byTask: assignees, notes } = await this.resources.match(tx, accountId, plan);
    const imported = importedPlan(plan, { project, numbers, now: tx.now, assignees });
    const { start, tasks, tree, links, calendarIds } = imported;
    const calendarId = plan.calendarUid === null ? null : calendarIds.get(plan.calendarUid)!;
    const details = { name: plan.name, projectManagerId: tx.origin.personId, plannedStart: start, calendarId };
    const { number } = await this.projects.bring(tx, { ...project, ...details, ...tree.figures('pending') });
    await tx.insert(ProjectPlanSchema, { id: project.id, revision: 1, startFrom: start });
    await tx.insertMany(WorkingCalendarSchema, calendarRows(plan, calendarIds, number, tx.now));
    await tx.insertMany(ProjectTaskSchema, tasks);
    await tx.insertMany(TaskDependencySchema, links);
    writeDown(tx, tasks, links);
    await this.bringBaselines(tx, project.id, plan, tasks);
    await this.letIn(tx, project.id, tasks, assignees);
    return { text: textOf(plan, number), notes: [...notes, ...notesOf(imported)] };
  }

  /** What the plan's baselines hold of its tasks, each under the name it has in the file. */
  private async bringBaselines(
    tx: Transaction<Importer>,
    projectId: string,
    plan: PlanFile,
    tasks: readonly ProjectTaskState[],
  ): Promise<void> {
    for (const { name, tasks: planned } of plan.baselines) {
      const rows = plan.tasks.flatMap(({ uid }, i) => {
        const then = planned.get(uid);
        if (!then) return [];
        const { id: taskId, number, wbs, wbsOrder, shortDescription } = tasks[i]!;
        const dates = { plannedStart: then.start, plannedEnd: then.finish < then.start ? then.start : then.finish };
        return [
          { taskId, number, wbs, wbsOrder, shortDescription, ...dates, plannedDurationMinutes: then.durationMinutes, percentComplete: 0 },
        ];
      });
      if (rows.length) await this.baselines.bring(tx, projectId, name, rows);
    }
  }

  /** What would be told of a plan that is not written. */
  private async dryRun(accountId: string, plan: PlanFile): Promise<Written> {
    const { notes } = await this.resources.match(this.unitOfWork.database, accountId, plan);
    const imported = importedPlan(plan, { project: { id: '', accountId: '' }, numbers: [], now: new Date() });
    return { text: textOf(plan, null), notes: [...notes, ...notesOf(imported)] };
  }

  /** Decision 2. External assignees of open tasks become contacts of the project. */
  private async letIn(
    tx: Transaction<Importer>,
    projectId: string,
    tasks: readonly ProjectTaskState[],
    assignees: ReadonlyMap<number, Called>,
  ): Promise<void> {
    const working = new Set(tasks.filter(({ state }) => !isClosed(state)).map(({ assignedToId }) => assignedToId));
    const external = new Map([...assignees.values()].filter(({ id, external }) => external && working.has(id)).map((one) => [one.id, one]));
    for (const { id, name } of external.values())
      await this.projects.addContact(tx, projectId, id, { name, because: 'tasks of the imported plan are assigned to this person' });
  }
}

/** What a report says of one project. */
interface Written {
  readonly text: string;
  readonly notes: readonly string[];
}

const textOf = (plan: PlanFile, number: string | null): string =>
  `project ${number ? `${number} ` : ''}${quoteValue(plan.name)} with ${plan.tasks.length} tasks and ${plan.links.length} links`;

const notesOf = ({ differences }: ImportedPlan): string[] => differences.map(differenceText);

/** The calendars that the project or a task of it follows. */
function calendarRows(plan: PlanFile, ids: ReadonlyMap<number, string>, project: string, now: Date): WorkingCalendarState[] {
  const used = new Set([plan.calendarUid, ...plan.tasks.map(({ calendarUid }) => calendarUid)]);
  return plan.calendars
    .filter(({ uid }) => used.has(uid))
    .map(({ uid, definition }) => ({
      id: ids.get(uid)!,
      createdAt: now,
      updatedAt: now,
      version: 1,
      ...definition,
      name: `${project} ${definition.name}`.slice(0, 200),
      imported: true,
    }));
}

function writeDown(tx: Transaction<Importer>, tasks: readonly ProjectTaskState[], links: readonly TaskDependencyState[]): void {
  for (const { id, number, shortDescription, state } of tasks) {
    audit(tx, { action: 'imported', recordType: 'ProjectTask', recordId: id, recordNumber: number, after: { shortDescription, state } });
    post(tx, { recordType: 'ProjectTask', recordId: id, kind: 'system', text: `${number} created` });
  }
  for (const { id, predecessorId, successorId, type } of links)
    audit(tx, { action: 'imported', recordType: 'TaskDependency', recordId: id, after: { predecessorId, successorId, type } });
}

/** Texts that are longer than their field are refused, not cut. */
function checkLengths(file: string, plan: PlanFile): void {
  if (plan.name.length > LONGEST.name)
    throw new ImportFileError(file, `the name of the project has ${plan.name.length} characters, at most 200 fit`);
  for (const { definition } of plan.calendars) {
    if (Buffer.byteLength(JSON.stringify([definition.exceptions, definition.workWeeks])) > MOST_CALENDAR_BYTES)
      throw new ImportFileError(file, `the calendar ${quoteValue(definition.name)} has more exceptions than can be kept`);
  }
  const report = new RefusalReport();
  for (const { name, notes, line, uid } of plan.tasks) {
    const long = name.length > LONGEST.name ? 'name' : (notes?.length ?? 0) > LONGEST.notes ? 'notes' : null;
    if (long)
      report.add({ file, line, reason: `${taskLabel(name, uid)}: its ${long} must not be longer than ${LONGEST[long]} characters` });
  }
  report.throwIfAny(file);
}
