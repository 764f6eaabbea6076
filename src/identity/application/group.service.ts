import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller, touchAccess } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, newId } from '#libs/kernel';
import { isDuplicate, type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { rolesFor } from '../domain/roles.js';
import type { CreateGroupDto, UpdateGroupDto } from '../dto/group.dto.js';
import { groupShape } from '../group.shape.js';
import { MembershipRepository } from '../persistence/membership.repository.js';
import { GroupSchema, type GroupState } from '../persistence/person.schema.js';

/** What a group consists of beside its row. */
interface Parts {
  readonly roles: readonly string[];
  readonly memberIds: readonly string[];
}

/** Creates and keeps groups of internal users. Each member is granted the roles of the group. */
@Injectable()
export class GroupService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly memberships: MembershipRepository,
    private readonly reader: RecordReader,
  ) {}

  /**
   * @throws Conflict when the name is taken
   * @throws Refused for a member or manager who is no internal user, and for a role of external people (BR-007)
   */
  create(caller: Caller, payload: Payload<CreateGroupDto>): Promise<RecordJson> {
    const { roles = [], memberIds = [], managerId = null, name } = payload.read();
    return this.unitOfWork.run(caller, async (tx) => {
      await this.check(tx, { roles, memberIds, managerId });
      const group: GroupState = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1, name, managerId };
      await tx.insert(GroupSchema, group).catch(taken);
      await this.write(tx, group.id, { roles: [], memberIds: [] }, { roles, memberIds });
      audit(tx, { action: 'created', recordType: 'Group', recordId: group.id, after: { name, managerId, roles, memberIds } });
      return this.reader.one(caller, groupShape, group.id, tx);
    });
  }

  /** What a member gains or loses by it counts at that person's next request. */
  update(caller: Caller, key: string, payload: Payload<UpdateGroupDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const group = await loadRecord<GroupState>(tx, caller.ability, GroupSchema, key);
      authorize(caller.ability, 'update', 'Group', group);
      const body = payload.read(caller.ability.fieldsOn('update', 'Group', group));
      checkVersion(caller, group);
      await this.check(tx, body);
      const { name = group.name, managerId = group.managerId } = body;
      await tx.update(GroupSchema, group.id, group.version, { name, managerId }).catch(taken);
      const before = { roles: await this.memberships.rolesOf(tx, group.id), memberIds: await this.memberships.memberIdsOf(tx, group.id) };
      const after = { roles: body.roles ?? before.roles, memberIds: body.memberIds ?? before.memberIds };
      await this.write(tx, group.id, before, after);
      audit(tx, {
        action: 'updated',
        recordType: 'Group',
        recordId: group.id,
        before: { name: group.name, managerId: group.managerId, ...before },
        after: { name, managerId, ...after },
      });
      return this.reader.one(caller, groupShape, group.id, tx);
    });
  }

  private async check(tx: Transaction<any>, body: Pick<UpdateGroupDto, 'roles' | 'memberIds' | 'managerId'>): Promise<void> {
    rolesFor('internal', body.roles ?? []);
    await this.memberships.requireUsers(tx, 'memberIds', body.memberIds ?? []);
    if (body.managerId) await this.memberships.requireUsers(tx, 'managerId', [body.managerId]);
  }

  private async write(tx: Transaction<any>, groupId: string, before: Parts, after: Parts): Promise<void> {
    await this.memberships.changeRolesOf(tx, groupId, before.roles, after.roles);
    await this.memberships.changeMembersOf(tx, groupId, before.memberIds, after.memberIds);
    await touchAccess(tx, [...new Set([...before.memberIds, ...after.memberIds])]);
  }
}

const taken = (error: unknown): never => {
  throw isDuplicate(error) ? new Conflict('group_name_taken', 'There is a group with this name already.') : error;
};
