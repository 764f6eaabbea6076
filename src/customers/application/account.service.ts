import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import { authorize, type Caller, touchEveryonesAccess } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { Numbering, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { accountShape } from '../account.shape.js';
import { Account, type AccountDetails } from '../domain/account.js';
import type { CreateAccountDto, UpdateAccountDto } from '../dto/account.dto.js';
import { AccountRepository } from '../persistence/account.repository.js';

/** Opens and keeps accounts; only administrators place them in the tree (1.1). */
@Injectable()
export class AccountService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly numbering: Numbering,
    private readonly reader: RecordReader,
  ) {}

  /** BR-001. A new account gets a code of its own and a path below its parent's. */
  create(caller: Caller, payload: Payload<CreateAccountDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { parentId, primaryContactId, ...details } = payload.read(caller.ability.fieldsFor('create', 'Account'));
      const parent = parentId ? await this.accounts.named(tx, caller.ability, 'parentId', parentId) : null;
      const number = await this.numbering.next(tx, 'ACCT');
      const account = Account.open({ id: newId(), number, code: codeOf(number), now: tx.now }, details as AccountDetails, parent);
      if (primaryContactId)
        account.describe({ primaryContactId: await this.accounts.contactOf(tx, caller.ability, account, primaryContactId) });
      await this.accounts.save(tx, account);
      recordChange(tx, accountShape, account);
      if (parent) await touchEveryonesAccess(tx);
      return this.reader.one(caller, accountShape, account.id, tx);
    });
  }

  /** BR-002. A change of the parent moves the account with all below it; whom that concerns, sees it at the next request. */
  update(caller: Caller, key: string, payload: Payload<UpdateAccountDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const account = await this.accounts.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'Account', account.state);
      const { parentId, primaryContactId, ...details } = payload.read(caller.ability.fieldsOn('update', 'Account', account.state));
      checkVersion(caller, account.state);
      account.describe(details as Partial<AccountDetails>);
      if (primaryContactId === null) account.describe({ primaryContactId });
      else if (primaryContactId)
        account.describe({ primaryContactId: await this.accounts.contactOf(tx, caller.ability, account, primaryContactId) });
      if (parentId !== undefined) {
        const parent = parentId === null ? null : await this.accounts.named(tx, caller.ability, 'parentId', parentId);
        account.moveBelow(parent, tx.now);
      }
      const { path } = account.before;
      await this.accounts.save(tx, account);
      if (account.state.path !== path) {
        await this.accounts.moveDescendants(tx, path, account.state.path);
        await touchEveryonesAccess(tx);
      }
      recordChange(tx, accountShape, account);
      return this.reader.one(caller, accountShape, account.id, tx);
    });
  }
}

/** A short code that is as unique as the number it is made from. */
export const codeOf = (number: string): string => Number(number.slice('ACCT'.length)).toString(36);
