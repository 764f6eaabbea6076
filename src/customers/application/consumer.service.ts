import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { consumerShape } from '../contact.shape.js';
import { CONSUMER_ROLE } from '../domain/contact-roles.js';
import type { CreateConsumerDto, UpdateConsumerDto } from '../dto/contact.dto.js';
import { ConsumerSchema } from '../persistence/customer.schemas.js';
import { ConsumerRepository } from '../persistence/person.repository.js';
import { PersonLogins } from './person-logins.js';

/** Adds and keeps private persons (1.5); each has the consumer role and no other. */
@Injectable()
export class ConsumerService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consumers: ConsumerRepository,
    private readonly logins: PersonLogins,
    private readonly reader: RecordReader,
  ) {}

  async create(caller: Caller, payload: Payload<CreateConsumerDto>): Promise<RecordJson> {
    const { password, ...fields } = payload.read(caller.ability.fieldsFor('create', 'Consumer'));
    const passwordHash = await this.logins.hash(password);
    return this.unitOfWork.run(caller, async (tx) => {
      const userName = fields.userName ?? (passwordHash ? fields.email : null);
      const consumer = await this.consumers.add(tx, { ...fields, userName }, [CONSUMER_ROLE]);
      await this.logins.setPassword(tx, consumer, 'Consumer', passwordHash);
      recordChange(tx, consumerShape, consumer, { derived: ['emailKey'] });
      return this.reader.one(caller, consumerShape, consumer.id, tx);
    });
  }

  async update(caller: Caller, key: string, payload: Payload<UpdateConsumerDto>): Promise<RecordJson> {
    const passwordHash = await this.logins.hashForChange(caller, ConsumerSchema, key, payload);
    return this.unitOfWork.run(caller, async (tx) => {
      const consumer = await this.consumers.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'Consumer', consumer.state);
      const { password: _hashed, ...fields } = payload.read(caller.ability.fieldsOn('update', 'Consumer', consumer.state));
      checkVersion(caller, consumer.state);
      consumer.describe(fields);
      this.logins.prepare(consumer, passwordHash);
      await this.consumers.save(tx, consumer);
      await this.logins.setPassword(tx, consumer, 'Consumer', passwordHash);
      recordChange(tx, consumerShape, consumer);
      return this.reader.one(caller, consumerShape, consumer.id, tx);
    });
  }
}
