import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict, isId, NotFound } from '#libs/kernel';
import { Numbering, type Transaction, tableOf } from '#libs/persistence';
import { loadRecord, resolveReference, statesOf, toState } from '#libs/records';
import { Project } from '../domain/project.js';
import type { ProjectState } from '../domain/project-state.js';
import { ProjectSchema } from './project.schema.js';

const TAKEN = new Conflict('already_exists', 'A project with this number exists already.');

/** Projects, under the caller's rules where an ability is asked for. */
@Injectable()
export class ProjectRepository {
  constructor(private readonly numbering: Numbering) {}

  nextNumber(tx: Transaction<any>): Promise<string> {
    return this.numbering.next(tx, 'PRJ');
  }

  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<Project> {
    return new Project(await loadRecord<ProjectState>(tx, ability, ProjectSchema, key));
  }

  /** The project that a body names. @throws Refused */
  async named(tx: Transaction<any>, ability: AppAbility, field: string, key: string): Promise<Project> {
    return new Project(await resolveReference<ProjectState>(tx, ability, ProjectSchema, field, key));
  }

  /** Whatever the caller may see: for rules, never for an answer. @throws NotFound */
  async byId(tx: Transaction<any>, id: string): Promise<Project> {
    const [state] = await statesOf<ProjectState>(tx, ProjectSchema, 'id', [id]);
    if (!state) throw new NotFound();
    return new Project(state);
  }

  /**
   * The project as it stands now, locked until the transaction ends. For rules that look at what hangs on a project
   * (contacts, tasks, cases): whoever adds to it and whoever checks it wait for each other.
   * @throws NotFound
   */
  async hold(tx: Transaction<any>, id: string): Promise<Project> {
    const [row] = await tx.rows(`SELECT p.* FROM project p WHERE p.id = ?${tx.forUpdate}`, [id]);
    if (!row) throw new NotFound();
    return new Project(toState<ProjectState>(tableOf(ProjectSchema), row));
  }

  /** As `get`, and locked as by `hold`. @throws NotFound */
  async held(tx: Transaction<any>, ability: AppAbility, key: string): Promise<Project> {
    const rule = ability.where('read', 'Project', 'p');
    const [row] = await tx.rows(`SELECT p.* FROM project p WHERE p.${isId(key) ? 'id' : 'number'} = ? AND ${rule.sql}${tx.forUpdate}`, [
      key,
      ...rule.params,
    ]);
    if (!row) throw new NotFound();
    return new Project(toState<ProjectState>(tableOf(ProjectSchema), row));
  }

  /** The lock alone, for a project that is about to be saved: saving finds out whether it had changed before. */
  async lock(tx: Transaction<any>, id: string): Promise<void> {
    if (tx.forUpdate) await tx.rows(`SELECT p.id FROM project p WHERE p.id = ?${tx.forUpdate}`, [id]);
  }

  async subProjectsOf(tx: Transaction<any>, id: string): Promise<Project[]> {
    return (await statesOf<ProjectState>(tx, ProjectSchema, 'parentId', [id])).map((state) => new Project(state));
  }

  /** The project and all above it. */
  async lineOf(tx: Transaction<any>, id: string): Promise<string[]> {
    const rows = await tx.rows<{ id: string }>(
      `WITH RECURSIVE line (id, parent_id) AS (
         SELECT p.id, p.parent_id FROM project p WHERE p.id = ?
         UNION SELECT p.id, p.parent_id FROM line l JOIN project p ON p.id = l.parent_id
       ) SELECT id FROM line`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  async isInternalPerson(tx: Transaction<any>, id: string): Promise<boolean> {
    return (await tx.rows("SELECT p.id FROM person p WHERE p.id = ? AND p.kind = 'internal' AND p.active = 1", [id])).length > 0;
  }

  /** The numbers of the projects that follow a calendar, a few of them. */
  async numbersFollowing(tx: Transaction<any>, calendarId: string): Promise<string[]> {
    const rows = await tx.rows<{ number: string }>('SELECT p.number FROM project p WHERE p.calendar_id = ? ORDER BY p.number LIMIT 20', [
      calendarId,
    ]);
    return rows.map(({ number }) => number);
  }

  save(tx: Transaction<any>, project: Project): Promise<boolean> {
    return tx.save(ProjectSchema, project, TAKEN);
  }

  remove(tx: Transaction<any>, project: Project): Promise<void> {
    return tx.remove(ProjectSchema, project.id, project.state.version);
  }
}
