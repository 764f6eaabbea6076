import type { Connection } from '#libs/persistence';
import { type Gathered, recordShape, value } from '#libs/records';
import { effectiveRoles } from './domain/roles.js';
import { UserSchema } from './persistence/person.schema.js';

const ROLES = { type: 'array', items: { type: 'string' } };

/** One role or group of a person, from whichever table says so. */
interface Belonging {
  readonly person_id: string;
  readonly what: 'role' | 'group' | 'group_role';
  readonly key: string;
  readonly name: string | null;
}

/** Roles and groups, in one statement for all users of a page. */
const belongings: Gathered = {
  fields: {
    roles: { schema: { ...ROLES, description: 'Granted directly.', example: ['sn_customerservice_manager'] } },
    groups: {
      schema: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
            name: { type: 'string', example: 'Service Desk' },
          },
          required: ['id', 'name'],
          additionalProperties: false,
        },
      },
    },
    effectiveRoles: {
      schema: {
        ...ROLES,
        description: 'Granted, by group, and by containment.',
        example: ['sn_customerservice_agent', 'sn_customerservice_manager', 'snc_internal'],
      },
    },
  },
  async read(connection, ids, names) {
    const rows = await belongingsOf(connection, ids);
    return new Map(ids.map((id) => [id, pick(described(rows.filter((row) => row.person_id === id)), names)]));
  },
};

function belongingsOf(connection: Connection, ids: readonly string[]): Promise<Belonging[]> {
  const any = ids.map(() => '?').join(', ');
  return connection.rows<Belonging>(
    `SELECT person_id, 'role' AS what, role AS \`key\`, NULL AS name FROM person_role WHERE person_id IN (${any})
     UNION ALL SELECT m.person_id, 'group', g.id, g.name FROM group_member m JOIN user_group g ON g.id = m.group_id WHERE m.person_id IN (${any})
     UNION ALL SELECT m.person_id, 'group_role', r.role, NULL FROM group_member m JOIN group_role r ON r.group_id = m.group_id WHERE m.person_id IN (${any})`,
    [...ids, ...ids, ...ids],
  );
}

function described(rows: readonly Belonging[]): Record<string, unknown> {
  const keys = (what: Belonging['what']) => rows.filter((row) => row.what === what).map(({ key }) => key);
  const groups = rows.filter(({ what }) => what === 'group').map(({ key, name }) => ({ id: key, name: name! }));
  return {
    roles: keys('role').sort(),
    groups: groups.sort((a, b) => (a.name < b.name ? -1 : 1)),
    effectiveRoles: [...effectiveRoles(['snc_internal', ...keys('role'), ...keys('group_role')])].sort(),
  };
}

const pick = (all: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, all[name]]));

/** An internal user, as answers show one. */
export const userShape = recordShape(UserSchema, {
  title: 'User',
  defaultSort: 'name',
  fields: {
    userName: value('userName', { filter: true, sort: true, search: true, example: 'ada.boxeo' }),
    firstName: value('firstName', { example: 'Ada' }),
    lastName: value('lastName', { example: 'Boxeo' }),
    name: value('name', { filter: true, sort: true, search: true, example: 'Ada Boxeo' }),
    email: value('email', { filter: true, search: true, example: 'ada@vendor.example' }),
    active: value('active', { filter: true, description: 'Who is not cannot sign in.' }),
    timeZone: value('timeZone', { example: 'Europe/Berlin' }),
  },
  gathered: belongings,
});
