import { Injectable } from '@nestjs/common';
import type { Caller, SqlText } from '#libs/authorization';
import { type Choices, MOST_CHOICES } from '#libs/http';
import { Database } from '#libs/persistence';
import { findRecord, likePattern, type Page, type RawQuery, RecordReader, type Scope } from '#libs/records';
import { AccountSchema, ContactSchema, eligibleFor } from '../../customers/index.js';
import type { ProjectState } from '../domain/project-state.js';
import { ProjectSchema } from '../persistence/project.schema.js';
import { projectShape } from '../project.shape.js';
import { projectContactShape } from '../project-contact.shape.js';

/** Lists around a project. Each throws NotFound for an owner that the caller may not see. */
@Injectable()
export class ProjectQueries {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
  ) {}

  contacts(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectSchema, key }, projectContactShape, query, 'projectId');
  }

  /** Decisions 5 and 30: empty where the access control is off; a sub project shows to its own contacts only. */
  subProjects(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    const rule = caller.ability.where('list_sub_projects', 'Project', 'l');
    const listed = (id: SqlText): Scope => ({
      sql: `t.parent_id = (SELECT l.id FROM project l WHERE l.id = ${id.sql} AND ${rule.sql})`,
      params: [...id.params, ...rule.params],
    });
    return this.reader.pageOf(caller, { schema: ProjectSchema, key }, projectShape, query, listed);
  }

  /** BR-037. */
  ofAccount(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: AccountSchema, key }, projectShape, query, 'accountId');
  }

  /**
   * BR-037. Projects of which the person is a contact. Of somebody else only where the caller may read who the contacts
   * are; of oneself it is no news.
   */
  ofContact(caller: Caller, key: string, query: RawQuery): Promise<Page> {
    const rule = caller.ability.where('read', 'ProjectContact', 'pc');
    const named = (id: SqlText): Scope => ({
      sql: `t.id IN (SELECT pc.project_id FROM project_contact pc WHERE pc.contact_id = ${id.sql} AND (pc.contact_id = ? OR ${rule.sql}))`,
      params: [...id.params, caller.personId, ...rule.params],
    });
    return this.reader.pageOf(caller, { schema: ContactSchema, key }, projectShape, query, named);
  }

  /** BR-010. The active eligible contacts who are not on the project yet, for somebody who may add them; else nobody. */
  async addableContacts(caller: Caller, projectKey: string | undefined, q: string | null): Promise<Choices> {
    const { ability } = caller;
    const project = projectKey ? await findRecord<ProjectState>(this.database, ability, ProjectSchema, projectKey) : null;
    if (!project || !ability.can('manage_contacts', 'Project', project)) return { items: [] };
    const parts: SqlText[] = [
      { sql: 'p.active = 1', params: [] },
      eligibleFor(project.accountId),
      { sql: 'p.id NOT IN (SELECT pc.contact_id FROM project_contact pc WHERE pc.project_id = ?)', params: [project.id] },
      ability.where('read', 'Contact', 'p'),
    ];
    if (q) {
      const pattern = `%${likePattern(q)}%`;
      parts.push({ sql: "(LOWER(p.name) LIKE ? ESCAPE '!' OR LOWER(p.number) LIKE ? ESCAPE '!')", params: [pattern, pattern] });
    }
    const items = await this.database.rows<Choices['items'][number]>(
      `SELECT p.id, p.number, p.name FROM person p WHERE ${parts.map(({ sql }) => sql).join(' AND ')} ORDER BY p.name, p.id LIMIT ${MOST_CHOICES}`,
      parts.flatMap(({ params }) => params),
    );
    return { items: items.map(({ id, number, name }) => ({ id, number, name })) };
  }
}
