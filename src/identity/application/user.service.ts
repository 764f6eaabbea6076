import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Database, type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import type { CreateUserDto, UpdateUserDto } from '../dto/user.dto.js';
import { IdentityApi } from '../identity.api.js';
import { MembershipRepository } from '../persistence/membership.repository.js';
import { type PersonState, UserSchema } from '../persistence/person.schema.js';
import { userShape } from '../user.shape.js';

/** Creates and keeps internal users: their names, roles, groups and passwords. */
@Injectable()
export class UserService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly identity: IdentityApi,
    private readonly memberships: MembershipRepository,
    private readonly reader: RecordReader,
  ) {}

  /**
   * A password given here works at once; the user is told to change it.
   * @throws Conflict when the user name is taken
   * @throws Refused for a weak password, a role of external people (BR-007), a group that does not exist
   */
  async create(caller: Caller, payload: Payload<CreateUserDto>): Promise<RecordJson> {
    const { roles = [], groupIds = [], password, ...details } = payload.read();
    const passwordHash = password === undefined ? null : await this.identity.hashPassword(password);
    return this.unitOfWork.run(caller, async (tx) => {
      const user = await this.identity.addPerson(tx, 'internal', details, roles);
      await this.memberships.requireGroups(tx, 'groupIds', groupIds);
      if (groupIds.length) await this.memberships.changeGroupsOf(tx, user.id, [], groupIds);
      if (passwordHash) await this.identity.setPassword(tx, user.id, passwordHash);
      const after = { ...details, userName: user.userName, roles, groupIds, ...(passwordHash ? { passwordSet: true } : {}) };
      audit(tx, { action: 'created', recordType: 'User', recordId: user.id, after });
      return this.reader.one(caller, userShape, user.id, tx);
    });
  }

  /** Whoever is disabled, loses a role or gets a password from here notices with the next request (decision 15). */
  async update(caller: Caller, key: string, payload: Payload<UpdateUserDto>): Promise<RecordJson> {
    const passwordHash = await this.hashFor(caller, key, payload);
    return this.unitOfWork.run(caller, async (tx) => {
      const user = await loadRecord<PersonState>(tx, caller.ability, UserSchema, key);
      authorize(caller.ability, 'update', 'User', user);
      const { roles, groupIds, password: _hashed, ...details } = payload.read(caller.ability.fieldsOn('update', 'User', user));
      checkVersion(caller, user);
      const change = new Change();
      for (const [name, value] of Object.entries(details)) change.note(name, user[name as keyof PersonState], value);
      await this.identity.changePerson(tx, user, details);
      if (roles) await this.changeRoles(tx, user, roles, change);
      if (groupIds) await this.changeGroups(tx, user, groupIds, change);
      if (passwordHash) {
        await this.identity.setPassword(tx, user.id, passwordHash);
        change.note('passwordSet', undefined, true);
      }
      const { before, after } = change;
      audit(tx, { action: 'updated', recordType: 'User', recordId: user.id, before, after });
      return this.reader.one(caller, userShape, user.id, tx);
    });
  }

  private async changeRoles(tx: Transaction<any>, user: PersonState, roles: readonly string[], change: Change): Promise<void> {
    const before = await this.identity.rolesOf(tx, user.id);
    await this.identity.setRoles(tx, user, roles);
    change.note('roles', before, roles);
  }

  private async changeGroups(tx: Transaction<any>, user: PersonState, groupIds: readonly string[], change: Change): Promise<void> {
    const before = await this.memberships.groupIdsOf(tx, user.id);
    await this.memberships.requireGroups(tx, 'groupIds', groupIds);
    await this.memberships.changeGroupsOf(tx, user.id, before, groupIds);
    change.note('groupIds', before, groupIds);
  }

  /** Hashing takes long, so it is done before the transaction, after the checks that come before it (decision 10). */
  private async hashFor(caller: Caller, key: string, payload: Payload<UpdateUserDto>): Promise<string | null> {
    if (!payload.mentions('password')) return null;
    const user = await loadRecord<PersonState>(this.database, caller.ability, UserSchema, key);
    authorize(caller.ability, 'update', 'User', user);
    const { password } = payload.read(caller.ability.fieldsOn('update', 'User', user));
    return password === undefined ? null : this.identity.hashPassword(password);
  }
}

/** The values that differ, for the audit log. */
class Change {
  readonly before: Record<string, unknown> = {};
  readonly after: Record<string, unknown> = {};

  note(name: string, before: unknown, after: unknown): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    this.before[name] = before ?? null;
    this.after[name] = after;
  }
}
