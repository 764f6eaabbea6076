import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import { isDuplicate, type Transaction, toDatabase } from '#libs/persistence';
import { loadRecord, resolveReference, statesOf } from '#libs/records';
import {
  type AccountRelationshipState,
  AccountRelationshipType,
  type AccountRelationshipTypeState,
} from '../domain/account-relationship.js';
import { AccountRelationshipSchema, AccountRelationshipTypeSchema } from './customer.schemas.js';

const NAME_TAKEN = new Conflict('already_exists', 'A type with this name exists already.');

/** Relationships of accounts and their types. */
@Injectable()
export class AccountRelationshipRepository {
  /** @throws NotFound */
  async type(tx: Transaction<any>, ability: AppAbility, key: string): Promise<AccountRelationshipType> {
    return new AccountRelationshipType(await loadRecord<AccountRelationshipTypeState>(tx, ability, AccountRelationshipTypeSchema, key));
  }

  /** The type that a body names, kept as it is until the end: new labels come before, or reach what is made. @throws Refused */
  async typeNamed(tx: Transaction<any>, ability: AppAbility, key: string): Promise<AccountRelationshipTypeState> {
    const type = await resolveReference<AccountRelationshipTypeState>(tx, ability, AccountRelationshipTypeSchema, 'typeId', key);
    if (!tx.forShare) return type;
    await tx.rows(`SELECT id FROM account_relationship_type WHERE id = ?${tx.forShare}`, [type.id]);
    return resolveReference<AccountRelationshipTypeState>(tx, ability, AccountRelationshipTypeSchema, 'typeId', type.id);
  }

  /** BR-004. New labels of a type reach its relationships with it. */
  async saveType(tx: Transaction<any>, type: AccountRelationshipType): Promise<void> {
    await tx.save(AccountRelationshipTypeSchema, type, NAME_TAKEN);
    if (type.isNew || !type.relabeled) return;
    const { label, reverseLabel } = type.state;
    await tx.run(
      `UPDATE account_relationship SET label = CASE WHEN mirror = 1 THEN ? ELSE ? END, reverse_label = CASE WHEN mirror = 1 THEN ? ELSE ? END,
       version = version + 1, updated_at = ? WHERE type_id = ?`,
      [reverseLabel, label, label, reverseLabel, toDatabase(tx.now, { kind: 'instant' }), type.id],
    );
  }

  /** Takes a type away with its relationships, and answers those, each in one of its directions. */
  async removeType(tx: Transaction<any>, type: AccountRelationshipTypeState): Promise<AccountRelationshipState[]> {
    if (tx.forUpdate) await tx.rows(`SELECT id FROM account_relationship_type WHERE id = ?${tx.forUpdate}`, [type.id]);
    const relationships = await statesOf<AccountRelationshipState>(tx, AccountRelationshipSchema, 'typeId', [type.id]);
    await tx.run('DELETE FROM account_relationship WHERE type_id = ?', [type.id]);
    await tx.remove(AccountRelationshipTypeSchema, type.id, type.version);
    return relationships.filter(({ mirror }) => !mirror);
  }

  /** @throws Conflict when the accounts stand in this relationship already */
  async add(tx: Transaction<any>, relationship: AccountRelationshipState, mirror: AccountRelationshipState): Promise<void> {
    await tx.insert(AccountRelationshipSchema, relationship, mirror).catch((error: unknown) => {
      throw isDuplicate(error) ? new Conflict('already_exists', 'These accounts stand in this relationship already.') : error;
    });
  }

  async remove(tx: Transaction<any>, relationship: AccountRelationshipState): Promise<void> {
    const [mirror] = await statesOf<AccountRelationshipState>(tx, AccountRelationshipSchema, 'mirrorId', [relationship.id]);
    await tx.remove(AccountRelationshipSchema, relationship.id, relationship.version);
    if (mirror) await tx.remove(AccountRelationshipSchema, mirror.id, mirror.version);
  }
}
