import { type Gathered, PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { GroupSchema } from './persistence/person.schema.js';

/** How a group is named in other records. */
export const GroupRef: ReferenceTarget = { table: 'user_group', shown: { name: 'name' } };

/** A role or a member of a group. */
interface Part {
  readonly group_id: string;
  /** Null for a role. */
  readonly person_id: string | null;
  readonly name: string;
}

const parts: Gathered = {
  fields: {
    roles: {
      schema: {
        type: 'array',
        items: { type: 'string' },
        description: 'What each member is granted.',
        example: ['sn_customerservice_agent'],
      },
    },
    members: {
      list: false,
      schema: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
            name: { type: 'string', example: 'Ada Boxeo' },
            kind: { type: 'string', enum: ['internal'] },
          },
          required: ['id', 'name', 'kind'],
          additionalProperties: false,
        },
      },
    },
  },
  async read(connection, ids, names) {
    const any = ids.map(() => '?').join(', ');
    const selects = [
      `SELECT group_id, NULL AS person_id, role AS name FROM group_role WHERE group_id IN (${any})`,
      `SELECT m.group_id, p.id, p.name FROM group_member m JOIN person p ON p.id = m.person_id WHERE m.group_id IN (${any})`,
    ].slice(0, names.includes('members') ? 2 : 1);
    const rows = await connection.rows<Part>(
      selects.join(' UNION ALL '),
      selects.flatMap(() => ids),
    );
    return new Map(ids.map((id) => [id, described(rows.filter((row) => row.group_id === id).sort(byName), names)]));
  },
};

const byName = (a: Part, b: Part): number => (a.name < b.name ? -1 : 1);

function described(rows: readonly Part[], names: readonly string[]): Record<string, unknown> {
  const all: Record<string, unknown> = {
    roles: rows.filter(({ person_id }) => person_id === null).map(({ name }) => name),
    members: rows.flatMap(({ person_id, name }) => (person_id === null ? [] : [{ id: person_id, name, kind: 'internal' }])),
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** A group of internal users, as answers show one. Its members are shown with the group itself, not in lists. */
export const groupShape = recordShape(GroupSchema, {
  title: 'Group',
  defaultSort: 'name',
  fields: {
    name: value('name', { filter: true, sort: true, search: 'in_place', example: 'Service Desk' }),
    manager: reference('managerId', PersonRef),
  },
  gathered: parts,
});
