import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import { Conflict, newId } from '#libs/kernel';
import { Numbering, type Transaction } from '#libs/persistence';
import { unknownReference } from '#libs/records';
import type { RidacOrigin, RidacRecord } from '../domain/ridac-record.js';
import type { RidacState } from '../domain/ridac-state.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import type { RidacDefinition } from './ridac-definitions.js';

const HAS_ONE = new Conflict('case_has_record', 'The case has one of this kind already.');

/** Fields of a body that name an internal user. */
const PEOPLE = ['assignedToId', 'ownerId'] as const;

/** What a body says of a record, whatever its kind: its state and its project apart. */
export type RidacBody = Readonly<Record<string, unknown>>;

/** Opens risks, issues, decisions, actions and change requests, and writes what becomes of them. */
@Injectable()
export class RidacOpening {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly numbering: Numbering,
  ) {}

  /** A new record with its number. @throws Conflict when it is to belong to a case that has one of its kind (BR-070, BR-071) */
  async open(
    tx: Transaction<any>,
    definition: RidacDefinition,
    place: Omit<RidacOrigin, 'id' | 'number' | 'now'>,
    details: Partial<RidacState> & { readonly shortDescription: string },
  ): Promise<RidacRecord> {
    const number = await this.numbering.next(tx, definition.prefix);
    const record = definition.open({ ...place, id: newId(), number, now: tx.now }, details);
    await this.save(tx, definition, record);
    return record;
  }

  /** Writes the record, with audit and history. */
  async save(tx: Transaction<any>, { schema, shape, internalFields }: RidacDefinition, record: RidacRecord): Promise<void> {
    await tx.save(schema, record, HAS_ONE);
    recordChange(tx, shape, record, { internalFields });
  }

  /** A body as details of a record: its title is the short description. @throws Refused for somebody who is no internal user */
  async detailsOf(tx: Transaction<any>, body: RidacBody): Promise<Partial<RidacState>> {
    for (const field of PEOPLE) {
      const person = body[field];
      if (typeof person === 'string' && !(await this.projects.isInternalPerson(tx, person))) throw unknownReference(field);
    }
    const { title, ...details } = body;
    return title === undefined ? details : { ...details, shortDescription: String(title) };
  }
}
