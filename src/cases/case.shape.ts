import { choice, PersonRef, type RecordShape, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { AccountRef, AssetRef } from '../customers/index.js';
import { GroupRef } from '../identity/index.js';
import { ChangeRequestRef, ProjectIssueRef, ProjectRef } from '../projects/index.js';
import { ProjectTaskRef } from '../tasks/index.js';
import { CATEGORIES, CHANNELS, PRIORITIES } from './domain/case-fields.js';
import { CASE_STATES } from './domain/case-states.js';
import { ServiceCaseSchema } from './persistence/service-case.schema.js';

/** How a case is named in other records; null for whoever may not see it (decision 31). */
export const CaseRef: ReferenceTarget = {
  table: 'service_case',
  shown: { number: 'number', name: 'short_description' },
  guard: 'ServiceCase',
};

export const caseShape: RecordShape = recordShape(ServiceCaseSchema, {
  title: 'Case',
  defaultSort: '-openedAt',
  fields: {
    number: value('number', { filter: true, sort: true, search: true, example: 'CS0001001' }),
    shortDescription: value('shortDescription', { search: true, example: 'The pump makes noise' }),
    description: value('description', { list: false, search: true, example: 'Since Monday, in hall 2.' }),
    channel: choice('channel', CHANNELS, { filter: true, description: 'How the case came in.' }),
    state: choice('state', CASE_STATES, { filter: true }),
    priority: choice('priority', PRIORITIES, { filter: true, sort: true, description: '1 critical, 2 high, 3 moderate, 4 low.' }),
    category: choice('category', CATEGORIES),
    impact: value('impact', { description: '1 high to 3 low; of imported cases.', example: 2 }),
    urgency: value('urgency', { description: '1 high to 3 low; of imported cases.', example: 2 }),
    location: value('location', { example: 'Hall 2' }),
    account: reference('accountId', AccountRef, { filter: true }),
    contact: reference('contactId', PersonRef, { filter: true }),
    consumer: reference('consumerId', PersonRef, { filter: true }),
    partner: reference('partnerId', AccountRef, { filter: true, description: 'The partner account that acts for the customer.' }),
    partnerContact: reference('partnerContactId', PersonRef),
    project: reference('projectId', ProjectRef, { filter: true }),
    projectTask: reference('projectTaskId', ProjectTaskRef, { filter: true }),
    issue: reference('issueId', ProjectIssueRef, { description: 'The project issue that was opened from it.' }),
    changeRequest: reference('changeRequestId', ChangeRequestRef, { description: 'The project change request that was opened from it.' }),
    asset: reference('assetId', AssetRef),
    parent: reference('parentId', CaseRef, { filter: true, description: 'The case that this one is a part of.' }),
    assignmentGroup: reference('assignmentGroupId', GroupRef, { filter: true }),
    assignedTo: reference('assignedToId', PersonRef, { filter: true }),
    assignedOn: value('assignedOn', { description: 'When it was last assigned.' }),
    watchList: value('watchList', { list: false, description: 'Ids of people who are mailed about it.' }),
    workNotesList: value('workNotesList', { list: false, description: 'Ids of people who are mailed about work notes.' }),
    openedAt: value('openedAt', { filter: true, sort: true }),
    openedBy: reference('openedById', PersonRef),
    resolvedAt: value('resolvedAt'),
    resolvedBy: reference('resolvedById', PersonRef),
    closedAt: value('closedAt'),
    closedBy: reference('closedById', PersonRef),
    resolutionCode: value('resolutionCode', { example: 'fixed_by_support' }),
    cause: value('cause', { list: false, example: 'Worn bearing' }),
    resolutionNotes: value('resolutionNotes', { list: false, example: 'Bearing replaced.' }),
    reassignmentCount: value('reassignmentCount', { example: 1 }),
    reopenCount: value('reopenCount', { example: 0 }),
  },
});

/** What external people do not read of a case (BR-021 and the portal's form). */
const INTERNAL = ['impact', 'urgency', 'watchList', 'workNotesList', 'reassignmentCount', 'reopenCount'];

/**
 * The fields whose history external people must not read. Issue and change request are shown where a person sees them, but
 * that there is one is nobody else's business.
 */
export const INTERNAL_CASE_FIELDS: ReadonlySet<string> = new Set([...INTERNAL, 'issue', 'changeRequest']);

/** All that there is to read of a case. */
export const CASE_FIELDS: readonly string[] = [...caseShape.fields.keys()];

/** What external people read of a case they see. */
export const EXTERNAL_CASE_FIELDS: readonly string[] = CASE_FIELDS.filter((name) => !INTERNAL.includes(name));
