import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { type EntitySchema, Numbering, type Transaction } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import { IdentityApi, type PersonDetails, type PersonState } from '../../identity/index.js';
import { Consumer } from '../domain/consumer.js';
import { Contact } from '../domain/contact.js';
import type { CustomerPerson, CustomerPersonState, PersonFields } from '../domain/person.js';
import { ConsumerSchema, ContactSchema } from './customer.schemas.js';

/** How a kind of person is kept. */
interface Kind<S extends CustomerPersonState, P extends CustomerPerson<S>> {
  readonly name: 'contact' | 'consumer';
  readonly prefix: 'CNT' | 'CSMR';
  readonly schema: EntitySchema<S>;
  readonly wrap: new (state: S, isNew?: boolean) => P;
}

/** What a new person is described by. */
export type NewPerson = PersonFields & { readonly firstName: string; readonly lastName: string; readonly accountId?: string };

/** Persons of one kind under the caller's rules; identity keeps their rows. */
abstract class PersonRepository<S extends CustomerPersonState, P extends CustomerPerson<S>> {
  constructor(
    private readonly kind: Kind<S, P>,
    private readonly identity: IdentityApi,
    private readonly numbering: Numbering,
  ) {}

  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<P> {
    return new this.kind.wrap(await loadRecord<S>(tx, ability, this.kind.schema, key));
  }

  /** @throws Conflict when the user name is taken, Refused for a role that is not for such a person (BR-007) */
  async add(tx: Transaction<any>, details: NewPerson, roles: readonly string[]): Promise<P> {
    const number = await this.numbering.next(tx, this.kind.prefix);
    const person = await this.identity.addPerson(tx, this.kind.name, { ...details, number }, roles);
    return new this.kind.wrap(person as unknown as S, true);
  }

  /**
   * @param touched whether something beside the row has changed that belongs to the person, so that the version rises
   * @throws Conflict when the user name is taken
   */
  async save(tx: Transaction<any>, person: P, touched = false): Promise<void> {
    const { changes } = person;
    if (touched || Object.keys(changes).length > 0)
      await this.identity.changePerson(tx, person.before as unknown as PersonState, changes as Partial<PersonDetails>);
    for (const event of person.takeEvents()) await tx.raise(event);
  }
}

@Injectable()
export class ContactRepository extends PersonRepository<Contact['state'], Contact> {
  constructor(identity: IdentityApi, numbering: Numbering) {
    super({ name: 'contact', prefix: 'CNT', schema: ContactSchema, wrap: Contact }, identity, numbering);
  }
}

@Injectable()
export class ConsumerRepository extends PersonRepository<Consumer['state'], Consumer> {
  constructor(identity: IdentityApi, numbering: Numbering) {
    super({ name: 'consumer', prefix: 'CSMR', schema: ConsumerSchema, wrap: Consumer }, identity, numbering);
  }
}
