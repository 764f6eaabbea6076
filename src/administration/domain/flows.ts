import { type FieldError, Refused } from '#libs/kernel';

/** One field that a flow copies: from the record that it starts with to the record that it makes. */
export interface FieldCopy {
  readonly from: string;
  readonly to: string;
}

export type FieldMap = readonly FieldCopy[];

/** What a field holds. A line fits into a text, a text is too long for a line; else alike goes to alike. */
type FieldKind = 'line' | 'text' | 'priority' | 'impact' | 'person';

/** The fields that a map may name, by their names in requests. */
interface MappableFields {
  readonly from: Readonly<Record<string, FieldKind>>;
  readonly to: Readonly<Record<string, FieldKind>>;
  readonly initial: FieldMap;
}

export const FLOW_KEYS = [
  'send_email_on_task_assignment',
  'create_issue_from_case',
  'create_change_request_from_case',
  'close_case_on_issue_closure',
  'close_case_on_change_closure',
  'auto_close_resolved_cases',
  'close_case_on_work_order_closure',
  'work_order_state_to_case',
] as const;

export type FlowKey = (typeof FLOW_KEYS)[number];

/** Something that the program does by itself, and that an administrator may switch off. */
export interface FlowDefinition {
  readonly key: FlowKey;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** Null for a flow that copies no fields. */
  readonly fields: MappableFields | null;
}

const OF_CASE: MappableFields['from'] = {
  shortDescription: 'line',
  description: 'text',
  priority: 'priority',
  impact: 'impact',
  location: 'text',
  assignedToId: 'person',
  cause: 'text',
  resolutionNotes: 'text',
};

const OF_ISSUE: MappableFields['to'] = {
  shortDescription: 'line',
  description: 'text',
  priority: 'priority',
  impact: 'impact',
  assignedToId: 'person',
};

const OF_CHANGE_REQUEST: MappableFields['to'] = {
  title: 'line',
  description: 'text',
  businessJustification: 'text',
  priority: 'priority',
  impact: 'impact',
  assignedToId: 'person',
};

const PRIORITY: FieldCopy = { from: 'priority', to: 'priority' };

const flow = (key: FlowKey, active: boolean, name: string, description: string, fields: MappableFields | null = null): FlowDefinition => ({
  key,
  name,
  description,
  active,
  fields,
});

/** The flows, with the names and defaults of section 5; those of field service with those of A7. */
export const FLOWS: readonly FlowDefinition[] = [
  flow(
    'send_email_on_task_assignment',
    true,
    'Send Email to Contact when Customer Project Task is assigned',
    'A contact to whom a project task is assigned gets a mail about it (BR-170).',
  ),
  flow(
    'create_issue_from_case',
    true,
    'Create Project Issue from Case',
    'An issue that is opened from a case takes over these fields of it (BR-072). Off, it takes over none.',
    { from: OF_CASE, to: OF_ISSUE, initial: [PRIORITY, { from: 'shortDescription', to: 'shortDescription' }] },
  ),
  flow(
    'create_change_request_from_case',
    true,
    'Create Project Change Request from Case',
    'A change request that is opened from a case takes over these fields of it (BR-073). Off, it takes over none.',
    { from: OF_CASE, to: OF_CHANGE_REQUEST, initial: [PRIORITY, { from: 'shortDescription', to: 'title' }] },
  ),
  flow(
    'close_case_on_issue_closure',
    false,
    'Update and Close Case Record on Issue Closure',
    'The case of an issue hears of each state of it, and is closed with it (BR-076).',
  ),
  flow(
    'close_case_on_change_closure',
    false,
    'Update and Close Case Record on Project Change Closure',
    'The case of a change request hears of each state of it, and is closed with it (BR-077).',
  ),
  flow(
    'auto_close_resolved_cases',
    false,
    'Auto Close Resolved Cases',
    'A resolved case that nobody answers is closed after ten days, with a reminder after five.',
  ),
  flow(
    'close_case_on_work_order_closure',
    false,
    'Auto Close Case on Work Order Closure',
    'A case is closed when all its work orders are closed or canceled.',
  ),
  flow('work_order_state_to_case', false, 'Update Work Order States to Case', 'Each state of a work order becomes a comment on its case.'),
];

/**
 * Whether the flow may copy these fields: it copies fields at all, both sides have them, what they hold is alike, and no
 * field is written twice.
 * @throws Refused naming each place at fault
 */
export function checkFieldMap({ name, fields }: FlowDefinition, map: FieldMap): void {
  if (!fields) throw Refused.field('fieldMap', 'no_field_map', `The flow "${name}" copies no fields.`);
  const errors = map.flatMap((copy, i) => faultsOf(fields, copy, i, map));
  if (errors.length) throw new Refused('field_map_refused', 'The map names fields that cannot be copied so.', errors);
}

function faultsOf({ from, to }: MappableFields, copy: FieldCopy, i: number, map: FieldMap): FieldError[] {
  const fault = (side: 'from' | 'to', code: string, message: string): FieldError => ({ pointer: `/fieldMap/${i}/${side}`, code, message });
  const [source, target] = [kindIn(from, copy.from), kindIn(to, copy.to)];
  const unknown = [
    ...(source ? [] : [fault('from', 'unknown_field', `must be one of ${Object.keys(from).join(', ')}`)]),
    ...(target ? [] : [fault('to', 'unknown_field', `must be one of ${Object.keys(to).join(', ')}`)]),
  ];
  if (unknown.length) return unknown;
  if (map.findIndex((other) => other.to === copy.to) < i) return [fault('to', 'named_twice', 'is written by the map already')];
  const fits = source === target || (source === 'line' && target === 'text');
  return fits ? [] : [fault('to', 'incompatible_field', `does not take what ${copy.from} holds`)];
}

/** Own properties only: a name such as "constructor" is no field. */
const kindIn = (fields: Readonly<Record<string, FieldKind>>, name: string): FieldKind | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;
