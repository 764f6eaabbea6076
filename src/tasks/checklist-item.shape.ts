import { PersonRef, recordShape, reference, value } from '#libs/records';
import { ChecklistItemSchema } from './persistence/project-template.schema.js';

/** A line of a checklist; the address says whose. */
export const checklistItemShape = recordShape(ChecklistItemSchema, {
  title: 'ChecklistItem',
  defaultSort: 'position',
  fields: {
    position: value('position', { sort: true, description: 'The place in the checklist, from 0.', example: 0 }),
    text: value('text', { search: true, example: 'Switch the power off' }),
    done: value('done', { example: false }),
    doneBy: reference('doneById', PersonRef),
    doneAt: value('doneAt'),
  },
});
