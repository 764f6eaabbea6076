import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, newId } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { checkSpan, spanOf, startOfWork, usualStart } from '../domain/planned-start.js';
import { Project, type ProjectDetails } from '../domain/project.js';
import type { CreateProjectDto } from '../dto/project.dto.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { projectShape } from '../project.shape.js';
import { ProjectGuards } from '../project-guards.js';
import { noteChange } from './project-journal.js';
import { ProjectPlace } from './project-place.js';

const NOT_PENDING = new Conflict('project_not_pending', 'Only a pending project can be deleted.');
const HAS_SUB_PROJECTS = new Conflict('project_has_sub_projects', 'A project with sub projects cannot be deleted.');

/** Opens projects, and deletes those that came to nothing. */
@Injectable()
export class ProjectService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectRepository,
    private readonly place: ProjectPlace,
    private readonly guards: ProjectGuards,
    private readonly reader: RecordReader,
  ) {}

  /** BR-030 to BR-033. Whoever creates a project manages it, unless somebody else is named. */
  create(caller: Caller, payload: Payload<CreateProjectDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { templateId, ...given } = payload.read(caller.ability.fieldsFor('create', 'Project'));
      const project = await this.open(tx, given);
      await this.projects.save(tx, project);
      noteChange(tx, project);
      if (templateId) await this.guards.applyTemplate(tx, project.id, templateId);
      return this.reader.one(caller, projectShape, project.id, tx);
    });
  }

  /**
   * Matrix 2.2. Its tasks and contacts go with it, in the same transaction.
   * @throws Conflict unless it is pending, without cases and sub projects
   */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const project = await this.projects.get(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'Project', project.state);
      checkVersion(caller, project.state);
      await this.projects.lock(tx, project.id);
      if (project.state.state !== 'pending') throw NOT_PENDING;
      if ((await this.projects.subProjectsOf(tx, project.id)).length) throw HAS_SUB_PROJECTS;
      await this.guards.checkDeletion(tx, project.id);
      const { id, number, name, accountId } = project.state;
      await tx.raise({ type: 'projects.project-deleted', aggregateId: id, occurredAt: tx.now, payload: { projectId: id } });
      await this.projects.remove(tx, project);
      audit(tx, { action: 'deleted', recordType: 'Project', recordId: id, recordNumber: number, before: { number, name, accountId } });
    });
  }

  private async open(tx: Transaction<Caller>, given: Omit<CreateProjectDto, 'templateId'>): Promise<Project> {
    const { accountId, parentId, startDate, calculation, projectManagerId, ...details } = given;
    const { ability, personId, actor } = tx.origin;
    this.place.checkCalendar(details.calendarId);
    const account = await this.place.account(tx, ability, accountId);
    const parent = parentId ? await this.place.parent(tx, ability, parentId, account.id) : null;
    const manager = projectManagerId ? await this.place.manager(tx, projectManagerId) : projectManagerId;
    const wished = startDate ? startOfWork(startDate) : usualStart(details.approvedStart ?? parent?.state.approvedStart, tx.now);
    const plannedStart = checkSpan(wished, spanOf(actor.properties), tx.now);
    const number = await this.projects.nextNumber(tx);
    return Project.open(
      { id: newId(), number, now: tx.now, accountId: account.id, plannedStart, parent, calculation },
      { ...(details as Partial<ProjectDetails> & { name: string }), projectManagerId: manager === undefined ? personId : manager },
    );
  }
}
