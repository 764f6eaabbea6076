import { Injectable } from '@nestjs/common';
import { audit, post, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { Numbering, type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { caseTaskShape } from '../case-task.shape.js';
import { CaseTask, type CaseTaskDetails } from '../domain/case-task.js';
import type { CreateCaseTaskDto, UpdateCaseTaskDto } from '../dto/case-task.dto.js';
import { CaseTaskRepository } from '../persistence/case-task.repository.js';
import { namedRecords } from '../persistence/named-records.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';

/** Keeps the tasks of cases; the case's own stream tells of their coming, going and states (1.14). */
@Injectable()
export class CaseTasksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: ServiceCaseRepository,
    private readonly tasks: CaseTaskRepository,
    private readonly numbering: Numbering,
    private readonly reader: RecordReader,
  ) {}

  create(caller: Caller, caseKey: string, payload: Payload<CreateCaseTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { id: caseId, state } = await this.cases.get(tx, caller.ability, caseKey);
      authorize(caller.ability, 'create', 'CaseTask', { case: state });
      const body = payload.read();
      const details = { ...body, ...(await this.assignee(tx, body)) };
      const identity = { id: newId(), number: await this.numbering.next(tx, 'CSTASK'), caseId };
      const task = CaseTask.add(identity, details, tx.now);
      this.tell(tx, task, 'added');
      return this.save(tx, task);
    });
  }

  update(caller: Caller, key: string, payload: Payload<UpdateCaseTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.load(tx, key, 'update');
      const body = payload.read();
      checkVersion(caller, task.state);
      task.describe({ ...body, ...(await this.assignee(tx, body)) });
      if (task.changesState) this.tell(tx, task, task.state.state === 'closed' ? 'closed' : 'reopened');
      return this.save(tx, task);
    });
  }

  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.load(tx, key, 'delete');
      checkVersion(caller, task.state);
      await this.tasks.remove(tx, task);
      const { id, number, caseId, state, shortDescription } = task.state;
      audit(tx, {
        action: 'deleted',
        recordType: 'CaseTask',
        recordId: id,
        recordNumber: number,
        before: { number, caseId, state, shortDescription },
      });
      this.tell(tx, task, 'deleted');
    });
  }

  private async load(tx: Transaction<Caller>, key: string, action: string): Promise<CaseTask> {
    const { ability } = tx.origin;
    const task = await this.tasks.get(tx, ability, key);
    authorize(ability, action, 'CaseTask', await this.tasks.forRules(tx, ability, task));
    return task;
  }

  /** @throws Refused for whoever is no active internal user */
  private async assignee(tx: Transaction<Caller>, { assignedToId: key }: UpdateCaseTaskDto): Promise<Partial<CaseTaskDetails>> {
    if (!key) return {};
    const found = await namedRecords(tx, tx.origin.ability, { assignedToId: key });
    return { assignedToId: found.get('assignedToId')![0]!.id };
  }

  /** A line in the stream of the case; of a task that customers do not see, for internal people only. */
  private tell(tx: Transaction<Caller>, { state }: CaseTask, what: string): void {
    const { number, shortDescription, caseId, visibleToCustomer } = state;
    post(tx, {
      recordType: 'ServiceCase',
      recordId: caseId,
      kind: 'system',
      audience: visibleToCustomer ? 'everyone' : 'internal',
      text: `Task ${number} ${what}: ${shortDescription}`,
    });
  }

  private async save(tx: Transaction<Caller>, task: CaseTask): Promise<RecordJson> {
    await this.tasks.save(tx, task);
    recordChange(tx, caseTaskShape, task);
    return this.reader.one(tx.origin, caseTaskShape, task.id, tx);
  }
}
