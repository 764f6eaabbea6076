import type { Gathered } from '#libs/records';

/** The roles that contacts were given, shown with one contact and not in lists. */
export const givenRoles: Gathered = {
  fields: {
    roles: {
      schema: {
        type: 'array',
        items: { type: 'string' },
        description: 'The roles that were given to this contact.',
        example: ['sn_customerservice.customer'],
      },
      list: false,
    },
  },
  async read(connection, ids) {
    const rows = await connection.rows<{ person_id: string; role: string }>(
      `SELECT person_id, role FROM person_role WHERE person_id IN (${ids.map(() => '?').join(', ')}) ORDER BY role`,
      ids,
    );
    return new Map(ids.map((id) => [id, { roles: rows.filter((row) => row.person_id === id).map(({ role }) => role) }]));
  },
};
