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

/** The form of a record: the record itself, its fields as they are shown, related lists and actions. */
export const formSchema = (shape: RecordShape): Schema =>
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
