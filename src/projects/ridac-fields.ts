import { choice, type Field, PersonRef, type RecordShape, type ReferenceTarget, reference, value } from '#libs/records';
import { PRIORITIES } from './domain/project-state.js';
import { RIDAC_KINDS } from './domain/ridac-state.js';
import { WORK_STATES } from './domain/work-state.js';
import { ProjectRef } from './project.shape.js';

/** How the case is named that an issue or a change request came from. Cases stand further right, so this says their names itself. */
export const OriginCaseRef: ReferenceTarget = {
  table: 'service_case',
  shown: { number: 'number', name: 'short_description' },
  guard: 'ServiceCase',
};

const CONVERTED_FROM = {
  type: ['object', 'null'],
  properties: {
    kind: { type: 'string', enum: [...RIDAC_KINDS], example: 'risk' },
    id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
    number: { type: 'string', example: 'RISK0010001' },
  },
  required: ['kind', 'id', 'number'],
  additionalProperties: false,
};

/** The fields that risks, issues, decisions, actions and change requests have in common, with those of the kind among them. */
export const ridacFields = (
  names: { readonly title: string; readonly example: string; readonly number: string },
  ofTheKind: Readonly<Record<string, Field>>,
): Record<string, Field> => ({
  number: value('number', { filter: true, sort: true, search: true, example: names.number }),
  [names.title]: value('shortDescription', { search: true, example: names.example }),
  project: reference('projectId', ProjectRef, { filter: true }),
  state: choice('state', WORK_STATES, { filter: true, sort: true }),
  priority: choice('priority', PRIORITIES, { sort: true, description: '1 critical, 2 high, 3 moderate, 4 low.' }),
  ...ofTheKind,
  description: value('description', { list: false, search: true, example: 'As talked over on site.' }),
  dueDate: value('dueDate', { sort: true }),
  assignedTo: reference('assignedToId', PersonRef, { filter: true }),
  openedBy: reference('openedById', PersonRef, { description: 'Who asked for it; kept when it is converted.' }),
  showOnStatusReport: value('showOnStatusReport', { description: 'Whether the next status report names it.', example: false }),
  convertedFrom: value('convertedFrom', { description: 'The record that it was made from.', schema: CONVERTED_FROM }),
});

/** What people read who do not manage the project: not from which record it came, which they may not see. */
export const readersFields = (shape: RecordShape): readonly string[] => [...shape.fields.keys()].filter((name) => name !== 'convertedFrom');

/** The fields of a shape whose history external people must not read. */
export const internalFieldsOf = (shape: RecordShape, external: readonly string[] = []): ReadonlySet<string> =>
  new Set([...shape.fields.keys()].filter((name) => !external.includes(name)));
