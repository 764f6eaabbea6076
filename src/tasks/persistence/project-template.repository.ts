import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict, NotFound } from '#libs/kernel';
import type { Connection, Transaction } from '#libs/persistence';
import { loadRecord, resolveReference } from '#libs/records';
import { ProjectTemplate, type ProjectTemplateState } from '../domain/project-template.js';
import { type OutlineNode, TemplateOutline } from '../domain/template-outline.js';
import { TemplateTask, type TemplateTaskState } from '../domain/template-task.js';
import { ProjectTemplateSchema, TemplateTaskSchema } from './project-template.schema.js';

const TAKEN = new Conflict('already_exists', 'A template with this name exists already.');
const PLACES = ['parent_id', 'position', 'wbs', 'wbs_order'] as const;
const ROWS_A_STATEMENT = 100;

/** Templates with their tasks, under the caller's rules where an ability is asked for. */
@Injectable()
export class ProjectTemplateRepository {
  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<ProjectTemplate> {
    return new ProjectTemplate(await loadRecord<ProjectTemplateState>(tx, ability, ProjectTemplateSchema, key));
  }

  /** The template that a body names. @throws Refused */
  async named(tx: Transaction<any>, ability: AppAbility, key: string): Promise<ProjectTemplate> {
    return new ProjectTemplate(await resolveReference<ProjectTemplateState>(tx, ability, ProjectTemplateSchema, 'templateId', key));
  }

  /** @throws Conflict when another template has the name */
  save(tx: Transaction<any>, template: ProjectTemplate): Promise<boolean> {
    return tx.save(ProjectTemplateSchema, template, TAKEN);
  }

  /** With its tasks, whose tree is taken apart first: a parent stands as long as it has children. */
  async remove(tx: Transaction<any>, template: ProjectTemplate): Promise<void> {
    await tx.run('UPDATE template_task SET parent_id = NULL WHERE template_id = ?', [template.id]);
    await tx.removeAll(TemplateTaskSchema, 'templateId', template.id);
    await tx.remove(ProjectTemplateSchema, template.id, template.state.version);
  }

  /**
   * Takes a template for this transaction: whoever else changes its tasks waits. The row is written, not only
   * locked, so that a cluster of databases keeps the order too; the record's own version does not rise.
   */
  async hold(tx: Transaction<any>, templateId: string): Promise<void> {
    await tx.run('UPDATE project_template SET revision = revision + 1 WHERE id = ?', [templateId]);
  }

  /** A task of this very template. @throws NotFound */
  async task(connection: Connection, ability: AppAbility, templateId: string, key: string): Promise<TemplateTask> {
    const state = await loadRecord<TemplateTaskState>(connection, ability, TemplateTaskSchema, key);
    if (state.templateId !== templateId) throw new NotFound();
    return new TemplateTask(state);
  }

  async outline(tx: Transaction<any>, templateId: string): Promise<TemplateOutline> {
    const rows = await tx.rows<{ id: string; parent_id: string | null; position: number; wbs: string; wbs_order: number }>(
      'SELECT t.id, t.parent_id, t.position, t.wbs, t.wbs_order FROM template_task t WHERE t.template_id = ? ORDER BY t.wbs_order',
      [templateId],
    );
    return new TemplateOutline(
      rows.map(({ id, parent_id, position, wbs, wbs_order }) => ({ id, parentId: parent_id, position, wbs, wbsOrder: wbs_order })),
    );
  }

  saveTask(tx: Transaction<any>, task: TemplateTask): Promise<boolean> {
    return tx.save(TemplateTaskSchema, task);
  }

  removeTask(tx: Transaction<any>, task: TemplateTask): Promise<void> {
    return tx.remove(TemplateTaskSchema, task.id, task.state.version);
  }

  /** Where tasks stand, many to a statement. That a task moved up or down is no change of the record itself. */
  async writePlaces(tx: Transaction<any>, nodes: readonly OutlineNode[]): Promise<void> {
    for (let from = 0; from < nodes.length; from += ROWS_A_STATEMENT) {
      const some = nodes.slice(from, from + ROWS_A_STATEMENT);
      const places = some.map((node) => ({
        id: node.id,
        parent_id: node.parentId,
        position: node.position,
        wbs: node.wbs,
        wbs_order: node.wbsOrder,
      }));
      const sets = PLACES.map((column) => `${column} = CASE id ${places.map(() => 'WHEN ? THEN ?').join(' ')} ELSE ${column} END`);
      const params = [...PLACES.flatMap((column) => places.flatMap((place) => [place.id, place[column]])), ...places.map(({ id }) => id)];
      await tx.run(`UPDATE template_task SET ${sets.join(', ')} WHERE id IN (${places.map(() => '?').join(', ')})`, params);
    }
  }
}
