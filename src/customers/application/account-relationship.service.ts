import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller, touchEveryonesAccess } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { AccountRelationship, type AccountRelationshipState } from '../domain/account-relationship.js';
import type { CreateAccountRelationshipDto } from '../dto/relationship.dto.js';
import { AccountRepository } from '../persistence/account.repository.js';
import { AccountRelationshipRepository } from '../persistence/account-relationship.repository.js';
import { AccountRelationshipSchema } from '../persistence/customer.schemas.js';
import { accountRelationshipShape } from '../relationship.shapes.js';

/** Joins accounts, and parts them; what that changes for their people counts from the next request on (1.2). */
@Injectable()
export class AccountRelationshipService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly relationships: AccountRelationshipRepository,
    private readonly accounts: AccountRepository,
    private readonly reader: RecordReader,
  ) {}

  /** BR-003, BR-005. Both directions come together. */
  create(caller: Caller, payload: Payload<CreateAccountRelationshipDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { fromAccountId, typeId, toAccountId } = payload.read();
      const from = await this.accounts.named(tx, caller.ability, 'fromAccountId', fromAccountId);
      const type = await this.relationships.typeNamed(tx, caller.ability, typeId);
      const to = await this.accounts.named(tx, caller.ability, 'toAccountId', toAccountId);
      const { relationship, mirror } = AccountRelationship.between(from.state, type, to.state, tx.now);
      await this.relationships.add(tx, relationship.state, mirror);
      recordChange(tx, accountRelationshipShape, relationship);
      await touchEveryonesAccess(tx);
      return this.reader.one(caller, accountRelationshipShape, relationship.id, tx);
    });
  }

  /** BR-003. Takes the mirror with it. */
  async delete(caller: Caller, key: string): Promise<void> {
    await this.unitOfWork.run(caller, async (tx) => {
      const state = await loadRecord<AccountRelationshipState>(tx, caller.ability, AccountRelationshipSchema, key);
      authorize(caller.ability, 'delete', 'AccountRelationship', state);
      checkVersion(caller, state);
      await this.relationships.remove(tx, state);
      audit(tx, { action: 'deleted', recordType: 'AccountRelationship', recordId: state.id, before: { ...state } });
      await tx.raise(new AccountRelationship(state).ended(tx.now));
      await touchEveryonesAccess(tx);
    });
  }
}
