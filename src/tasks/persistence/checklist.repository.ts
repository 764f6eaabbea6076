import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import { ChecklistItem, type ChecklistItemState, type ChecklistOwnerIds } from '../domain/checklist-item.js';
import { ChecklistItemSchema } from './project-template.schema.js';

/** The lines of checklists. Their places are numbered without gaps, while the owner is held. */
@Injectable()
export class ChecklistRepository {
  /** A line of this very task. @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, owner: ChecklistOwnerIds, id: string): Promise<ChecklistItem> {
    const state = await loadRecord<ChecklistItemState>(tx, ability, ChecklistItemSchema, id);
    if (state.taskId !== owner.taskId || state.templateTaskId !== owner.templateTaskId) throw new NotFound();
    return new ChecklistItem(state);
  }

  async count(tx: Transaction<any>, owner: ChecklistOwnerIds): Promise<number> {
    const { sql, id } = belongingTo(owner);
    const [row] = await tx.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM checklist_item WHERE ${sql}`, [id]);
    return Number(row!.n);
  }

  /** Moves the lines from one place to another, both included, up or down by one. Their versions do not rise. */
  async shift(tx: Transaction<any>, owner: ChecklistOwnerIds, from: number, to: number, by: 1 | -1): Promise<void> {
    const { sql, id } = belongingTo(owner);
    const step = by === 1 ? '+ 1' : '- 1';
    const statement = `UPDATE checklist_item SET position = position ${step} WHERE ${sql} AND position >= ? AND position <= ?`;
    if (from <= to) await tx.run(statement, [id, from, to]);
  }

  save(tx: Transaction<any>, item: ChecklistItem): Promise<boolean> {
    return tx.save(ChecklistItemSchema, item);
  }

  remove(tx: Transaction<any>, item: ChecklistItem): Promise<void> {
    return tx.remove(ChecklistItemSchema, item.id, item.state.version);
  }
}

const belongingTo = ({ taskId, templateTaskId }: ChecklistOwnerIds): { sql: string; id: string } =>
  taskId === null ? { sql: 'template_task_id = ?', id: templateTaskId! } : { sql: 'task_id = ?', id: taskId };
