const ID = { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' };
const MOMENT = { type: 'string', format: 'date-time', example: '2026-03-02T08:00:00.000Z' };

/** An object whose fields are all present. */
const closed = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

export const PLUGIN_SCHEMA = closed({
  id: { type: 'string', example: 'com.snc.csm_ppm' },
  name: { type: 'string', example: 'Customer Project Management' },
  active: { type: 'boolean', example: true },
  requires: {
    type: 'array',
    items: { type: 'string' },
    description: 'Plugins that must be active for this one to be.',
    example: ['com.sn_customerservice', 'com.snc.financial_planning_pmo'],
  },
});

export const ACCESS_CONTROL_SCHEMA = closed({
  table: { type: 'string', example: 'project_change_request' },
  role: { type: 'string', example: 'sn_customerservice.customer' },
  operation: { type: 'string', enum: ['read'] },
  enabled: { type: 'boolean', example: false },
});

const PROPERTY_VALUE = {
  oneOf: [{ type: 'boolean' }, { type: 'number' }, { type: 'string' }, { type: 'array', items: { type: 'string' } }],
  example: true,
};

export const PROPERTY_SCHEMA = closed({
  name: { type: 'string', example: 'fsm.qualification_required' },
  value: PROPERTY_VALUE,
  default: PROPERTY_VALUE,
  description: { type: 'string', example: 'Work orders are qualified before they are dispatched.' },
  fixed: { type: 'boolean', description: 'It tells what the program does, and cannot be changed.', example: false },
});

const FIELD_MAP = {
  type: ['array', 'null'],
  items: closed({ from: { type: 'string', example: 'shortDescription' }, to: { type: 'string', example: 'title' } }),
  description: 'The fields that are copied; null for a flow that copies none.',
};

const NAMES = { type: 'array', items: { type: 'string' } };

export const FLOW_SCHEMA = closed({
  key: { type: 'string', example: 'create_change_request_from_case' },
  name: { type: 'string', example: 'Create Project Change Request from Case' },
  description: { type: 'string', example: 'A change request that is opened from a case takes over these fields of it.' },
  active: { type: 'boolean', example: true },
  fieldMap: FIELD_MAP,
  mappable: {
    ...closed({ from: { ...NAMES, example: ['shortDescription', 'priority'] }, to: { ...NAMES, example: ['title', 'priority'] } }),
    type: ['object', 'null'],
    description: 'The fields that a map may name.',
  },
});

const LAYOUT = {
  relatedLists: { ...NAMES, description: 'The related lists, in the order in which they are shown.', example: ['projects', 'cases'] },
  fields: { ...NAMES, description: 'The fields, in the order in which they are shown.', example: ['number', 'name', 'account'] },
};

export const FORM_LAYOUT_SCHEMA = closed({ form: { type: 'string', example: 'contact' }, ...LAYOUT });

export const CONFIGURED_LAYOUT_SCHEMA = closed({
  form: { type: 'string', example: 'contact' },
  ...LAYOUT,
  offered: { ...closed(LAYOUT), description: 'All that the form may show.' },
});

const DONE = { type: 'boolean', example: true };

export const SETUP_STEP_SCHEMA = closed({
  key: { type: 'string', example: 'related_lists' },
  label: { type: 'string', example: 'Add the related lists' },
  path: { type: 'string', description: 'Where it is done, below /api/v1.', example: '/admin/form-layouts' },
  done: { ...DONE, description: 'Whether all that it asks for is set, but for what is optional.' },
  checks: {
    type: 'array',
    items: closed({
      label: { type: 'string', example: 'Projects stand on the account form' },
      done: DONE,
      optional: { type: 'boolean', description: 'The step is done without it.', example: false },
    }),
  },
});

const VALUES = { type: ['object', 'null'], additionalProperties: true, example: { state: 'open' } };

export const AUDIT_SCHEMA = closed({
  id: ID,
  at: MOMENT,
  by: {
    ...closed({ id: ID, name: { type: 'string', example: 'Ada Boxeo' } }),
    type: ['object', 'null'],
    description: 'Null for what the program did by itself.',
  },
  requestId: { type: 'string', example: '5f0c2b1a9d8e7f6a5b4c3d2e' },
  action: { type: 'string', description: 'created, updated, deleted, denied, or the name of the action.', example: 'updated' },
  recordType: { type: 'string', example: 'ServiceCase' },
  recordId: { type: ['string', 'null'], example: ID.example },
  recordNumber: { type: ['string', 'null'], example: 'CS0001001' },
  before: { ...VALUES, description: 'The changed fields before.' },
  after: { ...VALUES, description: 'The changed fields after.' },
});

export const OUTBOX_SCHEMA = closed({
  id: ID,
  kind: { type: 'string', enum: ['event', 'mail'], example: 'mail' },
  topic: { type: 'string', description: "The event's type, or the mail's template.", example: 'task_assigned' },
  state: {
    type: 'string',
    enum: ['waiting', 'done', 'kept', 'dead'],
    description: 'Kept: a mail without a mail server to take it. Dead: given up after too many tries.',
    example: 'done',
  },
  attempts: { type: 'integer', minimum: 0, example: 1 },
  createdAt: MOMENT,
  availableAt: { ...MOMENT, description: 'When it is tried next.' },
  doneAt: { ...MOMENT, type: ['string', 'null'] },
  lastError: { type: ['string', 'null'], example: 'connect ECONNREFUSED 127.0.0.1:25' },
  payload: {
    type: 'object',
    additionalProperties: true,
    description: 'Of a mail: to, subject, text.',
    example: { to: 'ada@boxeo.example', subject: 'PRJTASK0010001 was assigned to you', text: 'Replace the pump' },
  },
});
