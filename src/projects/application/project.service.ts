import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import type { CreateProjectDto } from '../dto/project.dto.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { projectShape } from '../project.shape.js';
import { ProjectGuards } from '../project-guards.js';
import { ProjectOpening } from './project-opening.js';

const NOT_PENDING = new Conflict('project_not_pending', 'Only a pending project can be deleted.');
const HAS_SUB_PROJECTS = new Conflict('project_has_sub_projects', 'A project with sub projects cannot be deleted.');

/** Opens projects, and deletes those that came to nothing. */
@Injectable()
export class ProjectService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectRepository,
    private readonly opening: ProjectOpening,
    private readonly guards: ProjectGuards,
    private readonly reader: RecordReader,
  ) {}

  /** BR-030 to BR-033; with what a template holds, in the same transaction (BR-087). @throws Refused */
  create(caller: Caller, payload: Payload<CreateProjectDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { templateId, ...given } = payload.read(caller.ability.fieldsFor('create', 'Project'));
      const project = await this.opening.open(tx, given);
      if (templateId) await this.guards.applyTemplate(tx, project.id, templateId, new Set(Object.keys(given)));
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
}
