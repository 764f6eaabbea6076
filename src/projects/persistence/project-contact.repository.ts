import { Injectable } from '@nestjs/common';
import { isId, newId } from '#libs/kernel';
import { isDuplicate, RowRaced, type Transaction, tableOf } from '#libs/persistence';
import { toState } from '#libs/records';
import { ProjectContactSchema, type ProjectContactState } from './project.schema.js';

/** The rows that make persons contacts of projects. */
@Injectable()
export class ProjectContactRepository {
  /**
   * The row of a person, by the person's id or number, locked until the transaction ends: a task is not assigned to
   * somebody who is being removed.
   */
  async held(tx: Transaction<any>, projectId: string, contactKey: string): Promise<ProjectContactState | null> {
    const person = isId(contactKey) ? '?' : '(SELECT p.id FROM person p WHERE p.number = ?)';
    const [row] = await tx.rows(`SELECT c.* FROM project_contact c WHERE c.project_id = ? AND c.contact_id = ${person}${tx.forUpdate}`, [
      projectId,
      contactKey,
    ]);
    return row ? toState<ProjectContactState>(tableOf(ProjectContactSchema), row) : null;
  }

  /** @throws `taken` when the person is a contact of the project already */
  async add(tx: Transaction<any>, projectId: string, contactId: string, taken: Error = new RowRaced()): Promise<ProjectContactState> {
    const row = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1, projectId, contactId };
    await tx.insert(ProjectContactSchema, row).catch((error) => {
      throw isDuplicate(error) ? taken : error;
    });
    return row;
  }

  remove(tx: Transaction<any>, row: ProjectContactState): Promise<void> {
    return tx.remove(ProjectContactSchema, row.id, row.version);
  }

  async hasAny(tx: Transaction<any>, projectId: string): Promise<boolean> {
    return (await tx.rows('SELECT c.id FROM project_contact c WHERE c.project_id = ? LIMIT 1', [projectId])).length > 0;
  }
}
