import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { belongingTo, type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { checklistItemShape } from '../checklist-item.shape.js';
import { ChecklistItem } from '../domain/checklist-item.js';
import type { CreateChecklistItemDto, UpdateChecklistItemDto } from '../dto/checklist.dto.js';
import { ChecklistRepository } from '../persistence/checklist.repository.js';
import { ProjectTaskSchema } from '../persistence/project-task.schema.js';
import { type ChecklistAddress, type ChecklistOwner, ChecklistOwners } from './checklist-owners.js';

/** The checklists of tasks, in projects and in templates (1.9, 1.11). They are for internal people. */
@Injectable()
export class Checklists {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: ChecklistOwners,
    private readonly items: ChecklistRepository,
    private readonly reader: RecordReader,
  ) {}

  /** @throws NotFound for a task that the caller may not see; who sees it and no checklist of it, gets an empty page */
  async list(caller: Caller, { template, task }: ChecklistAddress, query: RawQuery): Promise<Page> {
    if (template === undefined)
      return this.reader.pageOf(caller, { schema: ProjectTaskSchema, key: task }, checklistItemShape, query, 'taskId');
    const id = await this.owners.idOf(caller, { template, task });
    return this.reader.page(caller, checklistItemShape, query, belongingTo(checklistItemShape, 'templateTaskId', id));
  }

  /** At the end of the list. @throws Conflict for a closed task */
  add(caller: Caller, address: ChecklistAddress, payload: Payload<CreateChecklistItemDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const owner = await this.owners.find(tx, address);
      owner.authorize();
      const { text } = payload.read();
      owner.checkOpen();
      await owner.hold(tx);
      const item = ChecklistItem.add(newId(), owner.ids, { position: await this.items.count(tx, owner.ids), text }, tx.now);
      return this.write(tx, owner, item, `Added to the checklist: ${text}`);
    });
  }

  /** Changes what it says, ticks it off, or puts it elsewhere in the list. @throws Conflict for a closed task */
  update(caller: Caller, address: ChecklistAddress, id: string, payload: Payload<UpdateChecklistItemDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { owner, item: seen } = await this.toChange(tx, address, id);
      const { text, done, position } = payload.read();
      const item = position === undefined ? seen : await this.held(tx, owner, id);
      checkVersion(caller, item.state);
      owner.checkOpen();
      if (text !== undefined) item.write(text);
      if (done !== undefined) item.tick(done, caller.personId, tx.now);
      if (position !== undefined) await this.move(tx, owner, item, position);
      const ticked = item.state.done === item.before.done ? 'Changed in' : item.state.done ? 'Done on' : 'Not done on';
      return this.write(tx, owner, item, `${ticked} the checklist: ${item.state.text}`);
    });
  }

  /** What follows it moves up. @throws Conflict for a closed task */
  remove(caller: Caller, address: ChecklistAddress, id: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { owner } = await this.toChange(tx, address, id);
      const item = await this.held(tx, owner, id);
      checkVersion(caller, item.state);
      owner.checkOpen();
      await this.items.remove(tx, item);
      await this.items.shift(tx, owner.ids, item.state.position + 1, await this.items.count(tx, owner.ids), -1);
      const { text, done } = item.state;
      audit(tx, { action: 'deleted', recordType: 'ChecklistItem', recordId: item.id, before: { ...owner.ids, text, done } });
      owner.post(tx, `Removed from the checklist: ${text}`);
    });
  }

  /** @throws NotFound for a line of another task @throws Forbidden */
  private async toChange(
    tx: Transaction<Caller>,
    address: ChecklistAddress,
    id: string,
  ): Promise<{ owner: ChecklistOwner; item: ChecklistItem }> {
    const owner = await this.owners.find(tx, address);
    const item = await this.items.get(tx, tx.origin.ability, owner.ids, id);
    owner.authorize();
    return { owner, item };
  }

  /** The line as it stands once nobody else moves it. @throws NotFound */
  private async held(tx: Transaction<Caller>, owner: ChecklistOwner, id: string): Promise<ChecklistItem> {
    await owner.hold(tx);
    return this.items.get(tx, tx.origin.ability, owner.ids, id);
  }

  /** The checklist must be held. */
  private async move(tx: Transaction<Caller>, owner: ChecklistOwner, item: ChecklistItem, wished: number): Promise<void> {
    const from = item.state.position;
    const to = Math.min(wished, (await this.items.count(tx, owner.ids)) - 1);
    if (to > from) await this.items.shift(tx, owner.ids, from + 1, to, -1);
    if (to < from) await this.items.shift(tx, owner.ids, to, from - 1, 1);
    item.moveTo(to);
  }

  private async write(tx: Transaction<Caller>, owner: ChecklistOwner, item: ChecklistItem, news: string): Promise<RecordJson> {
    if (await this.items.save(tx, item)) {
      const { text, done, position } = item.state;
      const { text: was, done: before, position: from } = item.before;
      audit(tx, {
        action: item.isNew ? 'created' : 'updated',
        recordType: 'ChecklistItem',
        recordId: item.id,
        before: item.isNew ? null : { text: was, done: before, position: from },
        after: { ...owner.ids, text, done, position },
      });
      owner.post(tx, news);
    }
    return this.reader.one(tx.origin, checklistItemShape, item.id, tx);
  }
}
