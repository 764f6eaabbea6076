import { component } from '#libs/http';
import { type RecordShape, schemaOf } from '#libs/records';
import { caseList, caseTaskList, taskList, workOrderList } from '../portal.views.js';

type Schema = Record<string, unknown>;

const text = (example: string): Schema => ({ type: 'string', example });
const object = (properties: Record<string, Schema>, ...optional: string[]): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', items });

const entry = (key: string, label: string): Record<string, Schema> => ({ key: text(key), label: text(label) });

export const NAVIGATION_SCHEMA = object({
  header: list(object({ ...entry('support', 'Support'), items: list(object(entry('projects', 'Projects'))) })),
});

export const MY_LISTS_SCHEMA: Schema = list(object({ ...entry('all_cases', 'All Cases'), open: { type: 'integer', example: 3 } }));

const summary = (shape: RecordShape): Schema => component(`${shape.title}Summary`, schemaOf(shape, true));

export const MY_LIST_SCHEMA = object(
  {
    columns: list(object({ name: text('shortDescription'), label: text('Short description') })),
    items: list({ anyOf: [caseList, taskList, workOrderList, caseTaskList].map(summary) }),
    next: { type: ['string', 'null'], description: 'The cursor of the next page; null on the last.', example: null },
    total: { type: 'integer', description: 'Only with total=true.', example: 41 },
  },
  'total',
);

const ACTIVITY = object({
  comment: { type: 'boolean', description: 'Whether you may comment on it now.', example: true },
  attach: { type: 'boolean', description: 'Whether you may attach files to it now.', example: true },
});

/** The form of a record: the record itself, its fields as they are shown, related lists, actions, and what else it has. */
export const formSchema = (shape: RecordShape, more: Record<string, Schema> = {}): Schema =>
  object({
    record: component(shape.title, schemaOf(shape, false)),
    fields: list(
      object({
        name: text('actualStart'),
        label: text('Actual start date'),
        value: { description: 'As in the record.', example: '2026-03-02T08:00:00.000Z' },
        editable: { type: 'boolean', description: 'Whether you may change it now.', example: true },
      }),
    ),
    relatedLists: list(object({ ...entry('project_tasks', 'Customer Project Tasks'), count: { type: 'integer', example: 12 } })),
    actions: list(object(entry('create_case', 'Create Case'))),
    activity: ACTIVITY,
    ...more,
  });

/** The process flow of a case. */
export const STATE_FLOW = list(
  object({
    ...entry('resolved', 'Resolved'),
    reached: { type: 'boolean', description: 'The case is here, or was.', example: true },
    current: { type: 'boolean', description: 'The case is here.', example: true },
  }),
);

export const ASSIGNABLE_ROLES = {
  ...list(text('sn_customerservice.customer')),
  description: 'The roles that you may give (BR-008); none where you may not change the roles of this contact.',
};

/** One page of a related list of such a form. */
export const relatedSchema = (shapes: readonly RecordShape[]): Schema => {
  const schemas = shapes.map((shape) => schemaOf(shape, true));
  return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
};

export const NOTIFICATION_SCHEMA = object({
  key: { type: 'string', enum: ['solution_proposed', 'information_requested', 'task_assigned'] },
  label: text('A solution waits for your answer'),
  at: { type: 'string', format: 'date-time', description: 'When the record was changed last.', example: '2026-03-02T08:00:00.000Z' },
  record: object({
    type: { type: 'string', enum: ['case', 'project_task'] },
    id: text('0193a1b2c3d47e5f8a9b0c1d2e3f4a5b'),
    number: text('CS0001001'),
    name: text('The pump makes noise'),
  }),
});

export const PRODUCER_SCHEMA = object({
  fields: list(
    object({
      name: text('projectId'),
      label: text('Project'),
      visible: { type: 'boolean', example: true },
      mandatory: { type: 'boolean', example: true },
      value: {
        description: 'What stands in it at first.',
        example: { id: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b', number: 'PRJ0010001', name: 'New warehouse' },
      },
    }),
  ),
});
