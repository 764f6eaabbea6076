import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller, touchEveryonesAccess } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { AccountRelationship, AccountRelationshipType } from '../domain/account-relationship.js';
import type { CreateAccountRelationshipTypeDto, UpdateAccountRelationshipTypeDto } from '../dto/relationship.dto.js';
import { AccountRelationshipRepository } from '../persistence/account-relationship.repository.js';
import { accountRelationshipTypeShape } from '../relationship.shapes.js';

/** Defines how accounts may be related (1.2). For administrators. */
@Injectable()
export class AccountRelationshipTypeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly relationships: AccountRelationshipRepository,
    private readonly reader: RecordReader,
  ) {}

  create(caller: Caller, payload: Payload<CreateAccountRelationshipTypeDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { from, to, active = true, ...fields } = payload.read();
      const type = AccountRelationshipType.define({ ...fields, fromSide: from, toSide: to, active }, tx.now);
      await this.relationships.saveType(tx, type);
      recordChange(tx, accountRelationshipTypeShape, type);
      return this.reader.one(caller, accountRelationshipTypeShape, type.id, tx);
    });
  }

  /** BR-004. */
  update(caller: Caller, key: string, payload: Payload<UpdateAccountRelationshipTypeDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const type = await this.relationships.type(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'AccountRelationshipType', type.state);
      const fields = payload.read();
      checkVersion(caller, type.state);
      type.describe(fields);
      await this.relationships.saveType(tx, type);
      recordChange(tx, accountRelationshipTypeShape, type);
      return this.reader.one(caller, accountRelationshipTypeShape, type.id, tx);
    });
  }

  /** Deletes the relationships of the type with it; who had access through them loses it with the next request. */
  async delete(caller: Caller, key: string): Promise<void> {
    await this.unitOfWork.run(caller, async (tx) => {
      const { state } = await this.relationships.type(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'AccountRelationshipType', state);
      checkVersion(caller, state);
      const parted = await this.relationships.removeType(tx, state);
      audit(tx, { action: 'deleted', recordType: 'AccountRelationshipType', recordId: state.id, before: { ...state } });
      for (const relationship of parted) {
        audit(tx, { action: 'deleted', recordType: 'AccountRelationship', recordId: relationship.id, before: { ...relationship } });
        await tx.raise(new AccountRelationship(relationship).ended(tx.now));
      }
      await touchEveryonesAccess(tx);
    });
  }
}
