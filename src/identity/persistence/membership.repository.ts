import { Injectable } from '@nestjs/common';
import { touchAccess } from '#libs/authorization';
import { type Connection, type Transaction, toDatabase } from '#libs/persistence';
import { unknownReference } from '#libs/records';
import { GroupMemberSchema, GroupRoleSchema } from './person.schema.js';

const places = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Who belongs to which group, and the roles of groups. What changes here counts at the next request of whom it concerns. */
@Injectable()
export class MembershipRepository {
  /** @throws Refused when one of the ids is no group */
  async requireGroups(connection: Connection, field: string, ids: readonly string[]): Promise<void> {
    await this.requireAll(connection, 'user_group WHERE', field, ids);
  }

  /** @throws Refused when one of the ids is no internal user */
  async requireUsers(connection: Connection, field: string, ids: readonly string[]): Promise<void> {
    await this.requireAll(connection, "person WHERE kind = 'internal' AND", field, ids);
  }

  async groupIdsOf(connection: Connection, personId: string): Promise<string[]> {
    const rows = await connection.rows<{ id: string }>('SELECT group_id AS id FROM group_member WHERE person_id = ? ORDER BY group_id', [
      personId,
    ]);
    return rows.map(({ id }) => id);
  }

  async memberIdsOf(connection: Connection, groupId: string): Promise<string[]> {
    const rows = await connection.rows<{ id: string }>('SELECT person_id AS id FROM group_member WHERE group_id = ? ORDER BY person_id', [
      groupId,
    ]);
    return rows.map(({ id }) => id);
  }

  async rolesOf(connection: Connection, groupId: string): Promise<string[]> {
    const rows = await connection.rows<{ role: string }>('SELECT role FROM group_role WHERE group_id = ? ORDER BY role', [groupId]);
    return rows.map(({ role }) => role);
  }

  /** Makes a person a member of groups and of no others; the groups count as changed. */
  async changeGroupsOf(tx: Transaction<any>, personId: string, before: readonly string[], after: readonly string[]): Promise<void> {
    const { added, removed } = difference(before, after);
    if (removed.length)
      await tx.run(`DELETE FROM group_member WHERE person_id = ? AND group_id IN (${places(removed)})`, [personId, ...removed]);
    await tx.insert(GroupMemberSchema, ...added.map((groupId) => ({ groupId, personId })));
    await this.markChanged(tx, 'user_group', [...added, ...removed]);
    await touchAccess(tx, [personId]);
  }

  /** Makes these people the members of a group, and no others; who comes or goes counts as changed. */
  async changeMembersOf(tx: Transaction<any>, groupId: string, before: readonly string[], after: readonly string[]): Promise<void> {
    const { added, removed } = difference(before, after);
    if (removed.length)
      await tx.run(`DELETE FROM group_member WHERE group_id = ? AND person_id IN (${places(removed)})`, [groupId, ...removed]);
    await tx.insert(GroupMemberSchema, ...added.map((personId) => ({ groupId, personId })));
    await this.markChanged(tx, 'person', [...added, ...removed]);
  }

  /** Gives a group these roles, and no others. */
  async changeRolesOf(tx: Transaction<any>, groupId: string, before: readonly string[], after: readonly string[]): Promise<void> {
    const { added, removed } = difference(before, after);
    if (removed.length) await tx.run(`DELETE FROM group_role WHERE group_id = ? AND role IN (${places(removed)})`, [groupId, ...removed]);
    await tx.insert(GroupRoleSchema, ...added.map((role) => ({ groupId, role })));
  }

  private async markChanged(tx: Transaction<any>, table: 'person' | 'user_group', ids: readonly string[]): Promise<void> {
    if (!ids.length) return;
    const now = toDatabase(tx.now, { kind: 'instant' });
    await tx.run(`UPDATE ${table} SET version = version + 1, updated_at = ? WHERE id IN (${places(ids)})`, [now, ...ids]);
  }

  private async requireAll(connection: Connection, from: string, field: string, ids: readonly string[]): Promise<void> {
    if (!ids.length) return;
    const rows = await connection.rows(`SELECT id FROM ${from} id IN (${places(ids)})`, ids);
    if (rows.length < new Set(ids).size) throw unknownReference(field);
  }
}

const difference = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter((one) => !before.includes(one)),
  removed: before.filter((one) => !after.includes(one)),
});
