import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { badParameter, isReadable, type Page, type RawQuery, type RecordJson, RecordReader, type Scope, single } from '#libs/records';
import { userShape } from '../user.shape.js';

/** Filters on what other tables say of a user, with the gathered field that each looks at. */
const BELONGING = {
  role: { field: 'roles', from: 'SELECT r.person_id FROM person_role r WHERE r.role' },
  group: { field: 'groups', from: 'SELECT m.person_id FROM group_member m WHERE m.group_id' },
} as const;
const MOST_VALUES = 50;

/** Internal users, as far as the caller may see them. */
@Injectable()
export class UserQueries {
  constructor(private readonly reader: RecordReader) {}

  /** One page. Filters beside those of the fields: `role` (granted directly) and `group` (by id), any of several. @throws Invalid */
  page(caller: Caller, raw: RawQuery): Promise<Page> {
    const { role, group, ...rest } = raw;
    const scopes: Scope[] = [];
    if (role !== undefined) scopes.push(belonging(caller, 'role', role));
    if (group !== undefined) scopes.push(belonging(caller, 'group', group));
    return this.reader.page(caller, userShape, rest, ...scopes);
  }

  /** @throws NotFound */
  one(caller: Caller, id: string): Promise<RecordJson> {
    return this.reader.one(caller, userShape, id);
  }
}

/** Refused, like a parameter that does not exist, where the caller may not read the field (decision 14). */
function belonging(caller: Caller, name: keyof typeof BELONGING, given: unknown): Scope {
  const { field, from } = BELONGING[name];
  if (!isReadable(field, caller.ability.fieldsFor('read', 'User'))) throw badParameter(name, 'is not one that this list knows');
  const values = single(name, given).split(',');
  if (values.includes('')) throw badParameter(name, 'has no value');
  if (values.length > MOST_VALUES) throw badParameter(name, `names more than ${MOST_VALUES} values`);
  return { sql: `t.id IN (${from} IN (${values.map(() => '?').join(', ')}))`, params: values };
}
