import { Injectable } from '@nestjs/common';
import { post } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { type FieldMap, FlowsApi } from '../../administration/index.js';
import { ProjectRecordsApi } from '../../projects/index.js';
import type { ServiceCaseState } from '../domain/case-fields.js';
import type { ServiceCase } from '../domain/service-case.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import type { CaseRecordKind, NewRecord, RecordBody } from './case-record-kinds.js';
import { CaseWriter } from './case-writer.js';

/** Opens the issue and the change request of a case (BR-070 to BR-075). */
@Injectable()
export class CaseRecordsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: ServiceCaseRepository,
    private readonly records: ProjectRecordsApi,
    private readonly flows: FlowsApi,
    private readonly writer: CaseWriter,
    private readonly reader: RecordReader,
  ) {}

  /**
   * A new record in the project of the case. What the body leaves out is copied from the case, while the flow is on.
   * @returns the record
   * @throws Conflict when the case belongs to no project, has one of the kind, or has ended
   */
  create(caller: Caller, kind: CaseRecordKind, key: string, payload: Payload<object>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const serviceCase = await this.cases.get(tx, caller.ability, key);
      authorize(caller.ability, kind.action, 'ServiceCase', serviceCase.state);
      const body = payload.read(caller.ability.fieldsFor('create', kind.shape.subject)) as RecordBody;
      checkVersion(caller, serviceCase.state);
      const projectId = serviceCase.projectOfNew(kind.field);
      const map = await this.flows.fieldMap(caller.actor, kind.copying);
      const details = { [kind.title]: `From case ${serviceCase.state.number}`, ...copied(map, serviceCase.state), ...body };
      const record = await kind.open(this.records, tx, { projectId, caseId: serviceCase.id }, details);
      serviceCase.link(kind.field, record.id);
      await this.writer.save(tx, serviceCase, kind.action);
      await this.tell(tx, kind, serviceCase, record);
      return this.reader.one(caller, kind.shape, record.id, tx);
    });
  }

  /** BR-074. As work notes: other readers of the one record may not know of the other. */
  private async tell(tx: Transaction<any>, kind: CaseRecordKind, serviceCase: ServiceCase, record: NewRecord): Promise<void> {
    await this.writer.workNote(tx, serviceCase, `Opened ${kind.word} ${record.number}`, 'actor');
    const note = { kind: 'work_note', audience: 'work_notes', text: `Opened from case ${serviceCase.state.number}` } as const;
    post(tx, { recordType: kind.shape.subject, recordId: record.id, ...note });
  }
}

/** What the case holds of what the flow copies; what it does not hold is not copied. */
const copied = (map: FieldMap, state: ServiceCaseState): RecordBody =>
  Object.fromEntries(
    map.flatMap(({ from, to }) => {
      const held = state[from as keyof ServiceCaseState];
      return held === null || held === undefined ? [] : [[to, held]];
    }),
  );
