import { PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { CALCULATIONS, PRIORITIES, PROJECT_PHASES } from '../projects/index.js';
import { ProjectTemplateSchema } from './persistence/project-template.schema.js';

/** How a template is named in other records. */
export const ProjectTemplateRef: ReferenceTarget = { table: 'project_template', shown: { name: 'name' }, guard: 'ProjectTemplate' };

const orNull = (type: string, values?: readonly unknown[]) => ({ type: [type, 'null'], ...(values ? { enum: [...values, null] } : {}) });

const FIELDS = {
  type: 'object',
  properties: {
    description: { ...orNull('string'), example: 'Move the spare parts to the new hall.' },
    priority: { ...orNull('integer', PRIORITIES), example: 3 },
    phase: { ...orNull('string', PROJECT_PHASES), example: 'planning' },
    calculation: { ...orNull('string', CALCULATIONS), example: 'automatic' },
  },
  required: ['description', 'priority', 'phase', 'calculation'],
  additionalProperties: false,
};

export const projectTemplateShape = recordShape(ProjectTemplateSchema, {
  title: 'ProjectTemplate',
  defaultSort: 'name',
  fields: {
    name: value('name', { filter: true, sort: true, search: true, example: 'New warehouse, standard' }),
    description: value('description', { search: true, example: 'For halls up to 2,000 square metres.' }),
    fields: value('fields', {
      description: 'What projects made from it start with; null where it says nothing.',
      schema: FIELDS,
    }),
    createdBy: reference('ownerId', PersonRef, { filter: true, description: 'Whose template it is.' }),
  },
});
