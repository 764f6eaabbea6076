import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { checkSpan, spanOf, startOfWork } from '../domain/planned-start.js';
import type { Project, ProjectDetails } from '../domain/project.js';
import type { UpdateProjectDto } from '../dto/project.dto.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { projectShape } from '../project.shape.js';
import { noteChange } from './project-journal.js';
import { ProjectPlace } from './project-place.js';
import { ProjectProgress } from './project-progress.js';

/** Changes projects by hand. */
@Injectable()
export class ProjectChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectRepository,
    private readonly place: ProjectPlace,
    private readonly progress: ProjectProgress,
    private readonly reader: RecordReader,
  ) {}

  /** BR-036, BR-101 to BR-108. Computed fields are no fields of a change. Tasks follow in the same transaction. */
  update(caller: Caller, key: string, payload: Payload<UpdateProjectDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const project = await this.projects.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'Project', project.state);
      const wish = payload.read(caller.ability.fieldsOn('update', 'Project', project.state));
      checkVersion(caller, project.state);
      await this.change(tx, project, wish);
      await this.projects.save(tx, project);
      await this.progress.passDown(tx, project);
      noteChange(tx, project);
      return this.reader.one(caller, projectShape, project.id, tx);
    });
  }

  private async change(tx: Transaction<Caller>, project: Project, wish: UpdateProjectDto): Promise<void> {
    const { accountId, parentId, startDate, calculation, state, projectManagerId, calendarId, ...details } = wish;
    const { properties } = tx.origin.actor;
    if (calendarId !== undefined) project.follow(await this.place.calendar(tx, calendarId), tx.now);
    if (accountId !== undefined || parentId !== undefined) await this.place.move(tx, project, accountId, parentId);
    const manager = projectManagerId ? await this.place.manager(tx, projectManagerId) : projectManagerId;
    project.describe({ ...(details as Partial<ProjectDetails>), ...(manager === undefined ? {} : { projectManagerId: manager }) });
    if (startDate !== undefined) {
      const mayAlterBegun = properties.get('com.snc.project.enable_alter_of_planned_dates') === true;
      project.startOn(
        checkSpan(startOfWork(startDate, await this.place.hours(tx, project.state.calendarId)), spanOf(properties), tx.now),
        mayAlterBegun,
        tx.now,
      );
    }
    await this.progress.steer(tx, project, { state, calculation });
  }
}
