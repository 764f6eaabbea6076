import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { checkSpan, spanOf, startOfWork, usualStart } from '../domain/planned-start.js';
import { Project, type ProjectDetails } from '../domain/project.js';
import type { CreateProjectDto } from '../dto/project.dto.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { noteChange } from './project-journal.js';
import { ProjectPlace } from './project-place.js';

/** What is said about a new project. */
export type NewProject = Omit<CreateProjectDto, 'templateId'>;

/** Opens projects: by a request for one, or as a copy of another. */
@Injectable()
export class ProjectOpening {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly place: ProjectPlace,
  ) {}

  /**
   * BR-030 to BR-033. Whoever opens a project manages it, unless somebody else is named. It is written when this resolves.
   * @throws Refused for an account, a parent, a manager or dates that will not do
   */
  async open(tx: Transaction<Caller>, given: NewProject): Promise<Project> {
    const project = await this.drawUp(tx, given);
    await this.projects.save(tx, project);
    noteChange(tx, project);
    return project;
  }

  private async drawUp(tx: Transaction<Caller>, given: NewProject): Promise<Project> {
    const { accountId, parentId, startDate, calculation, projectManagerId, calendarId, ...details } = given;
    const { ability, personId, actor } = tx.origin;
    const account = await this.place.account(tx, ability, accountId);
    const parent = parentId ? await this.place.parent(tx, ability, parentId, account.id) : null;
    const manager = projectManagerId ? await this.place.manager(tx, projectManagerId) : projectManagerId;
    const calendar = calendarId ? await this.place.calendar(tx, calendarId) : null;
    const wished = startDate
      ? startOfWork(startDate, await this.place.hours(tx, calendar))
      : usualStart(details.approvedStart ?? parent?.state.approvedStart, tx.now);
    const plannedStart = checkSpan(wished, spanOf(actor.properties), tx.now);
    const number = await this.projects.nextNumber(tx);
    return Project.open(
      { id: newId(), number, now: tx.now, accountId: account.id, plannedStart, parent, calculation, calendarId: calendar },
      { ...(details as Partial<ProjectDetails> & { name: string }), projectManagerId: manager === undefined ? personId : manager },
    );
  }
}
