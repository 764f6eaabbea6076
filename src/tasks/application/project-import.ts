import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import { ImportFileError, type ImportOptions, type ImportReport, quoteValue, RefusalReport } from '#libs/import-files';
import { newId } from '#libs/kernel';
import { Numbering, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { CustomersApi } from '../../customers/index.js';
import { ProjectsApi } from '../../projects/index.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import { wholePlan } from '../domain/whole-plan.js';
import { readMspdi } from '../import/mspdi-reader.js';
import { taskLabel } from '../import/mspdi-task.js';
import type { PlanFile } from '../import/plan-file.js';
import { ProjectPlanSchema, ProjectTaskSchema, TaskDependencySchema } from '../persistence/project-task.schema.js';
import { dependencyOf, plannedTask, startOf } from './plan-file.rows.js';

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
    const number = options.dryRun ? null : await this.unitOfWork.run(origin, (tx) => this.write(tx, accountId, plan));
    const name = `${number ? `${number} ` : ''}${quoteValue(plan.name)}`;
    return {
      imported: `project ${name} with ${plan.tasks.length} tasks and ${plan.links.length} links`,
      refused: new RefusalReport(),
      notes: [
        ...plan.notes,
        ...(others.length ? [`${file}: the account has ${others.join(', ')} of this name already; this is another one`] : []),
      ],
    };
  }

  /** @returns the number of the project */
  private async write(tx: Transaction<Importer>, accountId: string, plan: PlanFile): Promise<string> {
    const start = startOf(plan, tx.now);
    const ids = new Map(plan.tasks.map(({ uid }) => [uid, newId()]));
    const numbers = plan.tasks.length ? await this.numbering.take(tx, 'PRJTASK', plan.tasks.length) : [];
    const project = { id: newId(), accountId };
    const planned = plan.tasks.map((task, i) => plannedTask(task, ids, numbers[i]!, start));
    const { tasks, tree } = wholePlan(project, planned, tx.now);
    const details = { name: plan.name, projectManagerId: tx.origin.personId, plannedStart: start };
    const { number } = await this.projects.bring(tx, { ...project, ...details, ...tree.figures('pending') });
    await tx.insert(ProjectPlanSchema, { id: project.id, revision: 1 });
    await tx.insertMany(ProjectTaskSchema, tasks);
    const links = plan.links.map((link) => dependencyOf(link, ids, project.id, tx.now));
    await tx.insertMany(TaskDependencySchema, links);
    writeDown(tx, tasks, links);
    return number;
  }
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
