import { Injectable } from '@nestjs/common';
import type { AppAbility, SqlText } from '#libs/authorization';
import { isId } from '#libs/kernel';
import type { Connection } from '#libs/persistence';
import { likePattern } from '#libs/records';
import { type Choice, eligibleFor } from '../../customers/index.js';
import { effectiveRoles, ROLES } from '../../identity/index.js';

/** Somebody whom a task shall be assigned to, as the rules about that need it. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly kind: 'internal' | 'contact' | 'consumer';
  readonly active: boolean;
  /** BR-010, BR-011. Whether a contact may work for the account. */
  readonly eligible: boolean;
  /** Whether the person is a member of the group that was asked about. */
  readonly member: boolean;
}

/** Somebody who was found by name or address. */
export interface Called {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string | null;
  readonly external: boolean;
}

/** A task as far as its assignment is concerned. */
export interface Assigned {
  readonly assignedToId: string | null;
  readonly assignmentGroupId: string | null;
}

/** BR-022. Roles of the project application, and that of whoever records time; a person with one of them is offered as an assignee. */
const APPLICATION = ['it_project_user', 'project_manager', 'sn_customerservice.projectmanager', 'timecard_user'];
const PROJECT_ROLES = ROLES.map(({ name }) => name).filter((name) => {
  const effective = effectiveRoles([name]);
  return APPLICATION.some((role) => effective.has(role));
});
const IN_ROLES = PROJECT_ROLES.map(() => '?').join(', ');

/** Who may be an assignee. One statement each. */
@Injectable()
export class AssigneeQueries {
  /** @param key the person's id, or the number of a contact */
  async candidate(connection: Connection, key: string, accountId: string, groupId: string | null): Promise<Candidate | null> {
    const eligible = eligibleFor(accountId);
    const [row] = await connection.rows<{
      id: string;
      name: string;
      kind: Candidate['kind'];
      active: number;
      eligible: number;
      member: number;
    }>(
      `SELECT p.id, p.name, p.kind, p.active, CASE WHEN ${eligible.sql} THEN 1 ELSE 0 END AS eligible,
         EXISTS (SELECT 1 FROM group_member m WHERE m.person_id = p.id AND m.group_id = ?) AS member
       FROM person p WHERE p.${isId(key) ? 'id' : '`number`'} = ?`,
      [...eligible.params, groupId, key],
    );
    if (!row) return null;
    const { id, name, kind, active, eligible: may, member } = row;
    return { id, name, kind, active: Number(active) === 1, eligible: Number(may) === 1, member: Number(member) === 1 };
  }

  /** Those of the persons who are no internal users. */
  async externalAmong(connection: Connection, ids: readonly string[]): Promise<string[]> {
    if (!ids.length) return [];
    const sql = `SELECT p.id FROM person p WHERE p.kind <> 'internal' AND p.id IN (${ids.map(() => '?').join(', ')})`;
    return (await connection.rows<{ id: string }>(sql, ids)).map(({ id }) => id);
  }

  /**
   * Decision 18. Which assignments may be carried from one plan into another: to active internal users, who are members of
   * the task's group where it has one.
   */
  async carriable(connection: Connection, assigned: readonly Assigned[]): Promise<(task: Assigned) => boolean> {
    const ids = [...new Set(assigned.flatMap(({ assignedToId }) => assignedToId ?? []))];
    if (!ids.length) return () => false;
    const rows = await connection.rows<{ id: string; group_id: string | null }>(
      `SELECT p.id, m.group_id FROM person p LEFT JOIN group_member m ON m.person_id = p.id
       WHERE p.kind = 'internal' AND p.active = 1 AND p.id IN (${ids.map(() => '?').join(', ')})`,
      ids,
    );
    const people = new Set(rows.map(({ id }) => id));
    const members = new Set(rows.map(({ id, group_id }) => `${group_id} ${id}`));
    return ({ assignedToId: id, assignmentGroupId: group }) =>
      id !== null && people.has(id) && (group === null || members.has(`${group} ${id}`));
  }

  /** Active internal users and eligible contacts who have one of the addresses, or one of the names. */
  async called(
    connection: Connection,
    accountId: string,
    { emails, names }: { readonly emails: readonly string[]; readonly names: readonly string[] },
  ): Promise<Called[]> {
    const eligible = eligibleFor(accountId);
    const among = (column: string, values: readonly string[]): string =>
      values.length ? `${column} IN (${values.map(() => '?').join(', ')})` : '1=0';
    const rows = await connection.rows<{ id: string; name: string; email: string | null; kind: Candidate['kind'] }>(
      `SELECT p.id, p.name, LOWER(p.email) AS email, p.kind FROM person p
       WHERE (${among('LOWER(p.email)', emails)} OR ${among('p.name', names)}) AND p.active = 1 AND (p.kind = 'internal' OR ${eligible.sql})
       ORDER BY p.id`,
      [...emails, ...names, ...eligible.params],
    );
    return rows.map(({ id, name, email, kind }) => ({ id, name, email, external: kind !== 'internal' }));
  }

  /** What persons are called. Names of assignees are shown to whoever sees the task; addresses are not. */
  async namesOf(connection: Connection, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    if (!ids.length) return [];
    return connection.rows(`SELECT p.id, p.name FROM person p WHERE p.id IN (${ids.map(() => '?').join(', ')}) ORDER BY p.name, p.id`, ids);
  }

  async groupExists(connection: Connection, groupId: string): Promise<boolean> {
    return (await connection.rows('SELECT g.id FROM user_group g WHERE g.id = ?', [groupId])).length > 0;
  }

  /**
   * BR-022. Members of the group, or without one whoever works with projects; and contacts that are eligible for the
   * account. At most 20, by name.
   */
  async choices(
    connection: Connection,
    ability: AppAbility,
    given: { readonly accountId: string | null; readonly groupId: string | null; readonly q: string | null },
  ): Promise<Choice[]> {
    const alternatives = [given.groupId === null ? projectPeople() : membersOf(given.groupId)];
    if (given.accountId !== null) alternatives.push(eligibleContacts(ability, given.accountId));
    const found = { sql: `(${alternatives.map(({ sql }) => sql).join(' OR ')})`, params: alternatives.flatMap(({ params }) => params) };
    const pattern = `%${likePattern(given.q ?? '')}%`;
    const named = given.q === null ? '' : " AND (LOWER(p.name) LIKE ? ESCAPE '!' OR LOWER(p.number) LIKE ? ESCAPE '!')";
    return connection.rows<Choice & Record<string, unknown>>(
      `SELECT p.id, p.number, p.name FROM person p WHERE p.active = 1 AND ${found.sql}${named} ORDER BY p.name, p.id LIMIT 20`,
      [...found.params, ...(given.q === null ? [] : [pattern, pattern])],
    );
  }
}

const membersOf = (groupId: string): SqlText => ({
  sql: "(p.kind = 'internal' AND p.id IN (SELECT m.person_id FROM group_member m WHERE m.group_id = ?))",
  params: [groupId],
});

const projectPeople = (): SqlText => ({
  sql: `(p.kind = 'internal' AND (p.id IN (SELECT r.person_id FROM person_role r WHERE r.role IN (${IN_ROLES}))
    OR p.id IN (SELECT m.person_id FROM group_role gr JOIN group_member m ON m.group_id = gr.group_id WHERE gr.role IN (${IN_ROLES}))))`,
  params: [...PROJECT_ROLES, ...PROJECT_ROLES],
});

function eligibleContacts(ability: AppAbility, accountId: string): SqlText {
  const eligible = eligibleFor(accountId);
  const visible = ability.where('read', 'Contact', 'p');
  return { sql: `(${eligible.sql} AND ${visible.sql})`, params: [...eligible.params, ...visible.params] };
}
