import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Forbidden } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { CaseRecord, type RidacRecord } from '../domain/ridac-record.js';
import type { RidacState } from '../domain/ridac-state.js';
import type { WorkState } from '../domain/work-state.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import type { RidacDefinition } from './ridac-definitions.js';
import { type RidacBody, RidacOpening } from './ridac-opening.js';

/** Keeps the risks, issues, decisions, actions and change requests of projects. */
@Injectable()
export class RidacRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectRepository,
    private readonly opening: RidacOpening,
    private readonly reader: RecordReader,
  ) {}

  /** Opens a record in the project under this id or number. */
  createIn(caller: Caller, definition: RidacDefinition, key: string, payload: Payload<object>): Promise<RecordJson> {
    const { subject } = definition.shape;
    return this.unitOfWork.run(caller, async (tx) => {
      const project = await this.projects.get(tx, caller.ability, key);
      if (!caller.ability.canAny('create', subject)) throw new Forbidden('You may not add this to the project.');
      const body = payload.read(caller.ability.fieldsFor('create', subject));
      return this.add(tx, definition, project.id, body as RidacBody);
    });
  }

  /** Opens a record in the project that the body names. */
  create(caller: Caller, definition: RidacDefinition, payload: Payload<{ projectId: string }>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { projectId, ...body } = payload.read(caller.ability.fieldsFor('create', definition.shape.subject));
      const project = await this.projects.named(tx, caller.ability, 'projectId', projectId);
      return this.add(tx, definition, project.id, body);
    });
  }

  /** Changes the named fields; the state among them. @throws Conflict when it is closed and stays so */
  update(caller: Caller, definition: RidacDefinition, key: string, payload: Payload<object>): Promise<RecordJson> {
    const { subject } = definition.shape;
    return this.unitOfWork.run(caller, async (tx) => {
      const record = await this.load(tx, definition, key, 'update');
      const { state, ...body } = payload.read(caller.ability.fieldsOn('update', subject, record.state)) as RidacBody;
      checkVersion(caller, record.state);
      record.revise(await this.opening.detailsOf(tx, body), state as WorkState | undefined, tx.now);
      await this.opening.save(tx, definition, record);
      return this.reader.one(caller, definition.shape, record.id, tx);
    });
  }

  /** BR-080. Deletes a record; a case that it was opened from may then have another one. */
  remove(caller: Caller, definition: RidacDefinition, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const record = await this.load(tx, definition, key, 'delete');
      checkVersion(caller, record.state);
      const { id, number, version, projectId, shortDescription } = record.state;
      await tx.remove(definition.schema, id, version);
      if (record instanceof CaseRecord) await tx.raise(record.deleted(tx.now));
      const before = { number, projectId, shortDescription };
      audit(tx, { action: 'deleted', recordType: definition.shape.subject, recordId: id, recordNumber: number, before });
    });
  }

  /**
   * A record under the caller's rules, on which the caller may do this.
   * @throws NotFound, then Forbidden (decision 10)
   */
  async load(tx: Transaction<Caller>, definition: RidacDefinition, key: string, action: string): Promise<RidacRecord> {
    const { ability } = tx.origin;
    const state = await loadRecord<RidacState>(tx, ability, definition.schema, key);
    authorize(ability, action, definition.shape.subject, state);
    return definition.of(state);
  }

  private async add(tx: Transaction<Caller>, definition: RidacDefinition, projectId: string, body: RidacBody): Promise<RecordJson> {
    const details = (await this.opening.detailsOf(tx, body)) as Partial<RidacState> & { shortDescription: string };
    const record = await this.opening.open(tx, definition, { projectId, openedById: tx.origin.personId }, details);
    return this.reader.one(tx.origin, definition.shape, record.id, tx);
  }
}
