import { Injectable } from '@nestjs/common';
import { type AppAbility, type Caller, touchAccess } from '#libs/authorization';
import { type Connection, Numbering, type Transaction } from '#libs/persistence';
import { noteContact } from './application/contact-journal.js';
import { noteChange } from './application/project-journal.js';
import { type NewProject, ProjectOpening } from './application/project-opening.js';
import { Project, type ProjectHeader } from './domain/project.js';
import type { ProjectFigures, ProjectState } from './domain/project-state.js';
import { isClosed } from './domain/work-state.js';
import { ProjectRepository } from './persistence/project.repository.js';
import { ProjectContactRepository } from './persistence/project-contact.repository.js';

/** A project with what its tasks add up to. */
export type BroughtProject = Pick<ProjectState, 'id' | 'accountId' | 'name' | 'projectManagerId' | 'plannedStart' | 'calendarId'> &
  ProjectFigures;

/** A template as far as a project takes something over from it. */
export interface TemplateHeader {
  readonly id: string;
  readonly header: ProjectHeader;
}

/** What other contexts ask of projects. What they tell before a change, they tell through `ProjectGuards`. */
@Injectable()
export class ProjectsApi {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly contacts: ProjectContactRepository,
    private readonly opening: ProjectOpening,
    private readonly numbering: Numbering,
  ) {}

  /** A project that the caller sees, by id or number. @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<ProjectState> {
    return (await this.projects.get(tx, ability, key)).state;
  }

  /** The project that a body names. @throws Refused (422), the same for one that is hidden and one that never was */
  async named(tx: Transaction<any>, ability: AppAbility, field: string, key: string): Promise<ProjectState> {
    return (await this.projects.named(tx, ability, field, key)).state;
  }

  /**
   * BR-030. A project that comes with all its tasks, as from a plan file, and with what these add up to. Whether the
   * account is a customer's, the caller has asked.
   */
  async bring(tx: Transaction<any>, whole: BroughtProject): Promise<ProjectState> {
    const { id, accountId, plannedStart, name, projectManagerId, ...figures } = whole;
    const number = await this.numbering.next(tx, 'PRJ');
    const origin = { id, number, now: tx.now, accountId, plannedStart, parent: null };
    // Put together here, not rolled up: nothing has changed that anybody should hear of.
    const project = new Project({ ...Project.open(origin, { name, projectManagerId }).state, ...figures }, true);
    await this.write(tx, project);
    return project.state;
  }

  /** The numbers of an account's projects of this name, whatever the caller may see. */
  async numbersNamed(connection: Connection, accountId: string, name: string): Promise<string[]> {
    const rows = await connection.rows<{ number: string }>('SELECT number FROM project WHERE account_id = ? AND name = ? ORDER BY number', [
      accountId,
      name,
    ]);
    return rows.map(({ number }) => number);
  }

  /**
   * The project as it stands now, locked until the transaction ends, whatever the caller may see. Whoever adds tasks or
   * cases to a project, or computes its figures, holds it first; so none of them works on what another is changing.
   */
  async hold(tx: Transaction<any>, projectId: string): Promise<ProjectState> {
    return (await this.projects.hold(tx, projectId)).state;
  }

  /**
   * Takes over what the tasks add up to, where it differs; with audit and history. A project whose tasks are all closed
   * stays in progress while a sub project is open (BR-104).
   * @param which its id, or the project as it was read in this transaction
   * @param adds what they add up to, for the project as it stands
   * @returns whether anything changed
   */
  async rollUp(tx: Transaction<any>, which: string | ProjectState, adds: (project: ProjectState) => ProjectFigures): Promise<boolean> {
    const project = typeof which === 'string' ? await this.projects.byId(tx, which) : new Project(which);
    const figures = adds(project.state);
    const closes = figures.state && isClosed(figures.state) && !project.isClosed;
    const state = closes && (await this.hasOpenSubProject(tx, project.id)) ? 'work_in_progress' : figures.state;
    project.rollUp({ ...figures, ...(state ? { state } : {}) }, tx.now);
    return this.write(tx, project);
  }

  /** BR-090. A project with sub projects is not empty, though it has no tasks. */
  async hasSubProjects(tx: Transaction<any>, projectId: string): Promise<boolean> {
    return (await this.projects.subProjectsOf(tx, projectId)).length > 0;
  }

  /** See `Project.beginFrom`. That the project is empty (BR-090), the caller has asked. */
  async beginFrom(tx: Transaction<any>, projectId: string, template: TemplateHeader, plannedStart: Date): Promise<ProjectState> {
    const project = await this.projects.byId(tx, projectId);
    project.beginFrom(template, plannedStart, tx.now);
    await this.write(tx, project);
    return project.state;
  }

  /** BR-030 to BR-033. A new project, as if the caller had asked for it by a request of its own. @throws Refused */
  async open(tx: Transaction<Caller>, given: NewProject): Promise<ProjectState> {
    return (await this.opening.open(tx, given)).state;
  }

  /**
   * Decision 2: makes an external assignee a project contact. Does nothing when the person is one already. Whether the
   * person is eligible (BR-010), the caller has asked.
   */
  async addContact(
    tx: Transaction<any>,
    projectId: string,
    contactId: string,
    told: { readonly because: string; readonly name?: string },
  ): Promise<void> {
    if (await this.isContact(tx, projectId, contactId)) return;
    await noteContact(tx, 'added', await this.contacts.add(tx, projectId, contactId), told);
    await touchAccess(tx, [contactId]);
  }

  /** Whether the person is a contact of the project. The row stays until the transaction ends. */
  async isContact(tx: Transaction<any>, projectId: string, contactId: string): Promise<boolean> {
    return (await this.contacts.held(tx, projectId, contactId)) !== null;
  }

  private async write(tx: Transaction<any>, project: Project): Promise<boolean> {
    const changed = await this.projects.save(tx, project);
    noteChange(tx, project);
    return changed;
  }

  private async hasOpenSubProject(tx: Transaction<any>, projectId: string): Promise<boolean> {
    return (await this.projects.subProjectsOf(tx, projectId)).some((sub) => !sub.isClosed);
  }
}
