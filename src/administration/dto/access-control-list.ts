import { parseJsonList } from '#libs/http';
import { type FieldError, Invalid } from '#libs/kernel';
import { type AccessControl, CONTROLLED_TABLES, type ControlledTable, keyOf } from '../domain/access-controls.js';

const MOST = 500;
const FIELDS = ['table', 'role', 'operation', 'enabled'];

/**
 * Reads a list of access controls from a body.
 * @throws Invalid naming every item at fault by its place in the list
 */
export function readAccessControls(body: unknown, isRole: (name: string) => boolean): AccessControl[] {
  const items = parseJsonList(body);
  if (items.length > MOST) throw new Invalid('invalid_input', `The list has more than ${MOST} items.`);
  const errors = items.flatMap((item, i) => faultsOf(item, `/${i}`, isRole));
  if (!errors.length) errors.push(...doubles(items as unknown as AccessControl[]));
  if (errors.length) throw new Invalid('invalid_input', 'The list has items that are malformed or name what does not exist.', errors);
  return items.map(({ table, role, enabled }) => ({
    table: table as ControlledTable,
    role: role as string,
    operation: 'read',
    enabled: enabled as boolean,
  }));
}

function faultsOf(item: unknown, at: string, isRole: (name: string) => boolean): FieldError[] {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) {
    return [{ pointer: at, code: 'wrong_type', message: 'must be an object with table, role, operation, enabled' }];
  }
  const { table, role, operation, enabled } = item as Record<string, unknown>;
  const fault = (field: string, code: string, message: string): FieldError => ({ pointer: `${at}/${field}`, code, message });
  const errors = Object.keys(item)
    .filter((name) => !FIELDS.includes(name))
    .map((name) => fault(name.slice(0, 100), 'unknown_field', 'is no field that you may write here'));
  if (!CONTROLLED_TABLES.some((one) => one === table)) {
    errors.push(fault('table', 'not_a_choice', `must be one of ${CONTROLLED_TABLES.join(', ')}`));
  }
  if (typeof role !== 'string' || !isRole(role)) errors.push(fault('role', 'not_a_choice', 'must be the exact name of a role'));
  if (operation !== 'read') errors.push(fault('operation', 'not_a_choice', 'must be read'));
  if (typeof enabled !== 'boolean') errors.push(fault('enabled', 'wrong_type', 'must be true or false'));
  return errors;
}

function doubles(controls: readonly AccessControl[]): FieldError[] {
  const seen = new Set<string>();
  return controls.flatMap((control, i) => {
    const twice = seen.has(keyOf(control));
    seen.add(keyOf(control));
    return twice ? [{ pointer: `/${i}`, code: 'named_twice', message: 'stands in the list already' }] : [];
  });
}
