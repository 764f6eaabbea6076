import { choice, PersonRef, type RecordShape, recordShape, reference, referenceThrough, value } from '#libs/records';
import { AccountRef } from '../customers/index.js';
import { CaseRef } from './case.shape.js';
import { PRIORITIES } from './domain/case-fields.js';
import { CASE_TASK_STATES } from './domain/case-task.js';
import { CaseTaskSchema } from './persistence/case-task.schema.js';

export const caseTaskShape: RecordShape = recordShape(CaseTaskSchema, {
  title: 'CaseTask',
  defaultSort: '-createdAt',
  fields: {
    number: value('number', { filter: true, sort: true, search: true, example: 'CSTASK0001001' }),
    case: reference('caseId', CaseRef, { filter: true }),
    shortDescription: value('shortDescription', { search: true, example: 'Order the bearing' }),
    description: value('description', { list: false, search: true, example: 'From the supplier in Graz.' }),
    state: choice('state', CASE_TASK_STATES, { filter: true }),
    priority: choice('priority', PRIORITIES, { filter: true, description: '1 critical, 2 high, 3 moderate, 4 low.' }),
    account: referenceThrough('caseId', { table: 'service_case', column: 'account_id' }, AccountRef),
    contact: referenceThrough('caseId', { table: 'service_case', column: 'contact_id' }, PersonRef),
    assignedTo: reference('assignedToId', PersonRef, { filter: true }),
    visibleToCustomer: value('visibleToCustomer', { filter: true, description: 'Whether customers who see the case see the task.' }),
  },
});
