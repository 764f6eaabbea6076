import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { Numbering, type Transaction, UnitOfWork } from '#libs/persistence';
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
      if (parentId) await this.accounts.holdTree(tx);
      const parent = parentId ? await this.accounts.named(tx, caller.ability, 'parentId', parentId) : null;
      const number = await this.numbering.next(tx, 'ACCT');
      const account = Account.open({ id: newId(), number, code: codeOf(number), now: tx.now }, details as AccountDetails, parent);
      if (primaryContactId)
        account.describe({ primaryContactId: await this.accounts.contactOf(tx, caller.ability, account, primaryContactId) });
      await this.accounts.save(tx, account);
      recordChange(tx, accountShape, account);
      return this.reader.one(caller, accountShape, account.id, tx);
    });
  }

  /**
   * BR-002. A change of the parent moves the account with all below it; whom that concerns, sees it at the next request.
   * Two moves at one moment come one after the other.
   */
  update(caller: Caller, key: string, payload: Payload<UpdateAccountDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const found = await this.accounts.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'Account', found.state);
      const { parentId, ...fields } = payload.read(caller.ability.fieldsOn('update', 'Account', found.state));
      if (parentId === undefined) {
        checkVersion(caller, found.state);
        return this.write(tx, caller, await this.described(tx, caller, found, fields));
      }
      await this.accounts.holdTree(tx);
      const account = await this.accounts.get(tx, caller.ability, found.id);
      checkVersion(caller, account.state);
      const parent = parentId === null ? null : await this.accounts.named(tx, caller.ability, 'parentId', parentId);
      const { path } = account.state;
      account.moveBelow(parent, tx.now, await this.accounts.longestPathAt(tx, path));
      await this.described(tx, caller, account, fields);
      return this.write(tx, caller, account, path);
    });
  }

  /**
   * Deletes an account that nothing refers to. For administrators; others are switched off or moved.
   * @throws Conflict while accounts, contacts, relationships or records of it stand against it
   */
  delete(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { state } = await this.accounts.get(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'Account', state);
      checkVersion(caller, state);
      await this.accounts.holdTree(tx);
      await this.accounts.remove(tx, state);
      audit(tx, { action: 'deleted', recordType: 'Account', recordId: state.id, recordNumber: state.number, before: { ...state } });
    });
  }

  private async described(tx: Transaction<any>, caller: Caller, account: Account, fields: Fields): Promise<Account> {
    const { primaryContactId, ...details } = fields;
    account.describe(details as Partial<AccountDetails>);
    if (primaryContactId === null) account.describe({ primaryContactId });
    else if (primaryContactId)
      account.describe({ primaryContactId: await this.accounts.contactOf(tx, caller.ability, account, primaryContactId) });
    return account;
  }

  /** @param movedFrom the path that those below the account still have */
  private async write(tx: Transaction<any>, caller: Caller, account: Account, movedFrom?: string): Promise<RecordJson> {
    await this.accounts.save(tx, account);
    if (movedFrom !== undefined && account.state.path !== movedFrom) await this.accounts.moveDescendants(tx, movedFrom, account.state.path);
    recordChange(tx, accountShape, account);
    return this.reader.one(caller, accountShape, account.id, tx);
  }
}

type Fields = Omit<UpdateAccountDto, 'parentId'>;

/** A short code that is as unique as the number it is made from. */
export const codeOf = (number: string): string => Number(number.slice('ACCT'.length)).toString(36);
