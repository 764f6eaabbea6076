import { flag, integer, longText, optional, recordSchema, reference, text } from '#libs/persistence';
import type { CaseTaskState } from '../domain/case-task.js';

/** The tasks of cases. Rules look at the case: who sees it, and whether it has ended. */
export const CaseTaskSchema = recordSchema<CaseTaskState>(
  'CaseTask',
  'case_task',
  {
    number: text(40),
    caseId: reference('service_case'),
    shortDescription: text(160),
    description: optional(longText()),
    state: text(20),
    priority: integer(4),
    assignedToId: optional(reference('person')),
    visibleToCustomer: flag(false),
  },
  {
    unique: [['number']],
    index: [
      ['caseId', 'createdAt', 'id'],
      ['assignedToId', 'createdAt', 'id'],
      ['state', 'createdAt', 'id'],
      ['priority', 'createdAt', 'id'],
      ['visibleToCustomer', 'createdAt', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
    links: { case: { property: 'caseId', table: 'ServiceCase' } },
  },
);
