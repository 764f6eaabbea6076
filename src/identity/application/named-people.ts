import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { AccessStampSchema, touchAccess } from '#libs/authorization';
import { newId } from '#libs/kernel';
import { rowsIn, type Transaction } from '#libs/persistence';
import { newPerson, type PersonDetails } from '../identity.api.js';
import { GroupMemberSchema, GroupSchema, PersonSchema } from '../persistence/person.schema.js';

/** A person of a group, by their ids. */
export interface Membership {
  readonly groupId: string;
  readonly personId: string;
}

/** Internal users and groups that an import only refers to: found by name, made when missing, in few statements. */
@Injectable()
export class NamedPeople {
  /** The ids of internal users. One that is missing is made inactive, without user name, password or role. */
  async users(tx: Transaction<any>, names: readonly string[]): Promise<Map<string, string>> {
    const found = await rowsIn<Named>(tx, "SELECT id, name FROM person WHERE kind = 'internal' AND name IN (:values) ORDER BY id", names);
    const ids = idsByName(found);
    const missing = names.filter((name) => !ids.has(name));
    const people = missing.map((name) => newPerson('internal', { ...namesOf(name), active: false }, tx.now));
    await tx.insertMany(PersonSchema, people);
    await tx.insertMany(
      AccessStampSchema,
      people.map(({ id }) => ({ id, value: 0 })),
    );
    people.forEach(({ id }, i) => {
      ids.set(missing[i]!, id);
      audit(tx, { action: 'created', recordType: 'Person', recordId: id, after: { name: missing[i], kind: 'internal', active: false } });
    });
    return ids;
  }

  /** The ids of groups. One that is missing is made without members and roles. */
  async groups(tx: Transaction<any>, names: readonly string[]): Promise<Map<string, string>> {
    const ids = idsByName(await rowsIn<Named>(tx, 'SELECT id, name FROM user_group WHERE name IN (:values) ORDER BY id', names));
    const missing = names.filter((name) => !ids.has(name));
    const groups = missing.map((name) => ({ id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1, name, managerId: null }));
    await tx.insertMany(GroupSchema, groups);
    for (const { id, name } of groups) {
      ids.set(name, id);
      audit(tx, { action: 'created', recordType: 'Group', recordId: id, after: { name } });
    }
    return ids;
  }

  /** Makes people members of groups, where they are not already; what the groups' roles give them counts at once. */
  async join(tx: Transaction<any>, wanted: readonly Membership[]): Promise<void> {
    const keyOf = ({ groupId, personId }: Membership) => `${groupId} ${personId}`;
    const people = [...new Set(wanted.map(({ personId }) => personId))];
    const rows = await rowsIn<{ group_id: string; person_id: string }>(
      tx,
      'SELECT group_id, person_id FROM group_member WHERE person_id IN (:values)',
      people,
    );
    const known = new Set(rows.map((row) => keyOf({ groupId: row.group_id, personId: row.person_id })));
    const missing = [...new Map(wanted.map((one) => [keyOf(one), one])).values()].filter((one) => !known.has(keyOf(one)));
    await tx.insertMany(GroupMemberSchema, missing);
    await touchAccess(tx, [...new Set(missing.map(({ personId }) => personId))]);
  }
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Of several with one name the oldest counts. */
function idsByName(rows: readonly Named[]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { id, name } of rows) if (!ids.has(name)) ids.set(name, id);
  return ids;
}

/** A name in one piece, as first and last name: the first word and the rest. */
export function namesOf(name: string): Pick<PersonDetails, 'firstName' | 'lastName'> {
  const [first = '', ...rest] = name.split(' ');
  return rest.length ? { firstName: first, lastName: rest.join(' ') } : { firstName: '', lastName: first };
}
