import { type ReferenceTarget, recordShape, reference, referenceThrough } from '#libs/records';
import { AccountRef } from '../customers/index.js';
import { ProjectContactSchema } from './persistence/project.schema.js';
import { ProjectRef } from './project.shape.js';

const ContactRef: ReferenceTarget = { table: 'person', shown: { number: 'number', name: 'name', kind: 'kind' } };

export const projectContactShape = recordShape(ProjectContactSchema, {
  title: 'ProjectContact',
  defaultSort: 'createdAt',
  fields: {
    project: reference('projectId', ProjectRef),
    contact: reference('contactId', ContactRef, { filter: true }),
    account: referenceThrough('contactId', { table: 'person', column: 'account_id' }, AccountRef),
  },
});
