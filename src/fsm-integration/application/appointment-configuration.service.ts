import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { appointmentConfigurationShape } from '../appointment.shape.js';
import { AppointmentConfiguration, type AppointmentConfigurationState } from '../domain/appointment-configuration.js';
import type { CreateAppointmentConfigurationDto, UpdateAppointmentConfigurationDto } from '../dto/appointment.dto.js';
import { AppointmentConfigurationSchema } from '../persistence/appointment.schemas.js';

/** Keeps how appointments are offered. */
@Injectable()
export class AppointmentConfigurationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: RecordReader,
  ) {}

  list(caller: Caller, query: RawQuery): Promise<Page> {
    return this.reader.page(caller, appointmentConfigurationShape, query);
  }

  /** @throws NotFound */
  one(caller: Caller, key: string): Promise<RecordJson> {
    return this.reader.one(caller, appointmentConfigurationShape, key);
  }

  /** @throws Refused naming the field by which nothing could be booked */
  create(caller: Caller, payload: Payload<CreateAppointmentConfigurationDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => this.save(tx, AppointmentConfiguration.add(payload.read(), tx.now)));
  }

  /** What is booked stands as it is. @throws Refused naming the field by which nothing could be booked */
  update(caller: Caller, key: string, payload: Payload<UpdateAppointmentConfigurationDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const configuration = await this.get(tx, key, 'update');
      const offer = payload.read();
      checkVersion(caller, configuration.state);
      configuration.revise(offer);
      return this.save(tx, configuration);
    });
  }

  /** @throws Conflict once an appointment was made by it */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { id, state } = await this.get(tx, key, 'delete');
      checkVersion(caller, state);
      const used = await tx.rows('SELECT a.id FROM appointment a WHERE a.configuration_id = ? LIMIT 1', [id]);
      if (used.length) throw new Conflict('configuration_in_use', 'Appointments were made by it. Make it inactive instead.');
      await tx.remove(AppointmentConfigurationSchema, id, state.version);
      const { createdAt: _created, updatedAt: _updated, version: _version, ...before } = state;
      audit(tx, { action: 'deleted', recordType: 'AppointmentConfiguration', recordId: id, before: { ...before } });
    });
  }

  private async get(tx: Transaction<Caller>, key: string, action: string): Promise<AppointmentConfiguration> {
    const { ability } = tx.origin;
    const state = await loadRecord<AppointmentConfigurationState>(tx, ability, AppointmentConfigurationSchema, key);
    authorize(ability, action, 'AppointmentConfiguration', state);
    return new AppointmentConfiguration(state);
  }

  private async save(tx: Transaction<Caller>, configuration: AppointmentConfiguration): Promise<RecordJson> {
    const { id, isNew, state, before, changes } = configuration;
    if (await tx.save(AppointmentConfigurationSchema, configuration)) {
      const entry = isNew ? { action: 'created' } : { action: 'updated', before: named(before, changes) };
      audit(tx, { ...entry, recordType: 'AppointmentConfiguration', recordId: id, after: named(state, isNew ? state : changes) });
    }
    return this.reader.one(tx.origin, appointmentConfigurationShape, id, tx);
  }
}

const UNREMARKABLE = new Set(['id', 'createdAt', 'updatedAt', 'version']);

const named = (state: object, names: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(state).filter(([name]) => name in names && !UNREMARKABLE.has(name)));
