import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import { ImportFileError, type ImportOptions, type ImportReport, quoteValue, RefusalReport } from '#libs/import-files';
import { newId } from '#libs/kernel';
import { Numbering, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { WorkingCalendarSchema, type WorkingCalendarState } from '../../administration/index.js';
import { CustomersApi } from '../../customers/index.js';
import { ProjectsApi } from '../../projects/index.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import { readMspdi } from '../import/mspdi-reader.js';
import { taskLabel } from '../import/mspdi-task.js';
import type { PlanFile } from '../import/plan-file.js';
import { ProjectPlanSchema, ProjectTaskSchema, TaskDependencySchema } from '../persistence/project-task.schema.js';
import { differenceText, importedPlan } from './imported-plan.js';

/** Somebody in whose name an import writes. */
type Importer = Origin & { readonly personId: string };

const LONGEST = { name: 200, notes: 10_000 };

/** Imports a plan of Microsoft Project as a customer project with its tasks and links. */
@Injectable()
export class ProjectImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly numbering: Numbering,
    private readonly customers: CustomersApi,
    private readonly projects: ProjectsApi,
  ) {}

  /**
   * One file becomes one project, whole or not at all, in one transaction. Leaves keep the dates of the file; parents and
   * the project are rolled up from them. A plan has no key, so the same file again makes another project.
   * @param account id or number of the customer account
   * @throws ImportFileError for a file that cannot be read or is no whole plan @throws Refused for an account that is none
   */
  async importFile(origin: Importer, file: string, account: string, options: ImportOptions = {}): Promise<ImportReport> {
    const { database } = this.unitOfWork;
    const accountId = await this.customers.customerAccount(database, account);
    const plan = await readMspdi(file);
    checkLengths(file, plan);
    const others = await this.projects.numbersNamed(database, accountId, plan.name);
    const written = options.dryRun ? dryRun(plan) : await this.unitOfWork.run(origin, (tx) => this.write(tx, accountId, plan));
    const name = `${written.number ? `${written.number} ` : ''}${quoteValue(plan.name)}`;
    return {
      imported: `project ${name} with ${plan.tasks.length} tasks and ${plan.links.length} links`,
      refused: new RefusalReport(),
      notes: [
        ...plan.notes,
        ...written.notes.map((note) => `${file}: ${note}`),
        ...(others.length ? [`${file}: the account has ${others.join(', ')} of this name already; this is another one`] : []),
      ],
    };
  }

  /** The number of the project, and where it is scheduled otherwise than in the file. */
  private async write(tx: Transaction<Importer>, accountId: string, plan: PlanFile): Promise<{ number: string; notes: string[] }> {
    const numbers = plan.tasks.length ? await this.numbering.take(tx, 'PRJTASK', plan.tasks.length) : [];
    const project = { id: newId(), accountId };
    const { start, tasks, tree, links, calendarIds, ...rest } = importedPlan(plan, { project, numbers, now: tx.now });
    const calendarId = plan.calendarUid === null ? null : calendarIds.get(plan.calendarUid)!;
    const details = { name: plan.name, projectManagerId: tx.origin.personId, plannedStart: start, calendarId };
    const { number } = await this.projects.bring(tx, { ...project, ...details, ...tree.figures('pending') });
    await tx.insert(ProjectPlanSchema, { id: project.id, revision: 1, startFrom: start });
    await tx.insertMany(WorkingCalendarSchema, calendarRows(plan, calendarIds, number, tx.now));
    await tx.insertMany(ProjectTaskSchema, tasks);
    await tx.insertMany(TaskDependencySchema, links);
    writeDown(tx, tasks, links);
    return { number, notes: rest.differences.map(differenceText) };
  }
}

/** What would be told of a plan that is not written. */
function dryRun(plan: PlanFile): { number: null; notes: string[] } {
  const { differences } = importedPlan(plan, { project: { id: '', accountId: '' }, numbers: [], now: new Date() });
  return { number: null, notes: differences.map(differenceText) };
}

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
  const report = new RefusalReport();
  for (const { name, notes, line, uid } of plan.tasks) {
    const long = name.length > LONGEST.name ? 'name' : (notes?.length ?? 0) > LONGEST.notes ? 'notes' : null;
    if (long)
      report.add({ file, line, reason: `${taskLabel(name, uid)}: its ${long} must not be longer than ${LONGEST[long]} characters` });
  }
  report.throwIfAny(file);
}
