import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { loadRecord, withLinks } from '#libs/records';
import { CaseTask, type CaseTaskState } from '../domain/case-task.js';
import { CaseTaskSchema } from './case-task.schema.js';

const TAKEN = new Conflict('already_exists', 'A case task with this number exists already.');

/** The tasks of cases, under the caller's rules. */
@Injectable()
export class CaseTaskRepository {
  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<CaseTask> {
    return new CaseTask(await loadRecord<CaseTaskState>(tx, ability, CaseTaskSchema, key));
  }

  /** The task with its case, as the rules ask about it. */
  forRules(tx: Transaction<any>, ability: AppAbility, { state }: CaseTask): Promise<object> {
    return withLinks(tx, ability, CaseTaskSchema, state);
  }

  save(tx: Transaction<any>, task: CaseTask): Promise<boolean> {
    return tx.save(CaseTaskSchema, task, TAKEN);
  }

  remove(tx: Transaction<any>, { state }: CaseTask): Promise<void> {
    return tx.remove(CaseTaskSchema, state.id, state.version);
  }
}
