import { Choice, Reference, References, Text } from '#libs/http';
import { CATEGORIES, CHANNELS, PRIORITIES } from '../domain/case-fields.js';

/** What may be said about a case; which of it, depends on who says it. References by id or number. */
class CaseFieldsDto {
  @Text(4000, { example: 'Since Monday, in hall 2.' })
  description?: string | null;

  @Choice(CHANNELS, { clearable: false, description: 'How the case came in; web when left out.' })
  channel?: (typeof CHANNELS)[number];

  @Choice(PRIORITIES, { clearable: false, example: 3, description: '1 critical, 2 high, 3 moderate, 4 low; 4 when left out.' })
  priority?: number;

  @Choice(CATEGORIES, { clearable: false, example: 'issue', description: 'issue when left out.' })
  category?: (typeof CATEGORIES)[number];

  @Text(200, { example: 'Hall 2' })
  location?: string | null;

  @Reference({ example: 'ACCT0000001', description: 'Filled in from the project, the task or the contact when left out.' })
  accountId?: string | null;

  @Reference({ description: 'A contact of the account, or one that has a contact relationship to it.' })
  contactId?: string | null;

  @Reference({ description: 'The private person it is for.' })
  consumerId?: string | null;

  @Reference({ example: 'ACCT0000002', description: 'A partner account that serves the account.' })
  partnerId?: string | null;

  @Reference({ description: 'A contact of the partner.' })
  partnerContactId?: string | null;

  @Reference({ example: 'PRJ0010001', description: 'A project of the account.' })
  projectId?: string | null;

  @Reference({ example: 'PRJTASK0010001', description: 'A task of the project.' })
  projectTaskId?: string | null;

  @Reference({ description: 'An asset of the account.' })
  assetId?: string | null;

  @Reference({ description: 'The group that works on it.' })
  assignmentGroupId?: string | null;

  @Reference({ description: 'The internal user who works on it; a member of the group, where there is one.' })
  assignedToId?: string | null;

  @References({ description: 'People who are mailed about it; this gives them no access.' })
  watchList?: string[] | null;

  @References({ description: 'Internal users who are mailed about work notes.' })
  workNotesList?: string[] | null;

  @Reference({ example: 'CS0001001', description: 'The case that this one is a part of; never one below itself.' })
  parentId?: string | null;
}

export class CreateCaseDto extends CaseFieldsDto {
  @Text(160, { required: true, example: 'The pump makes noise' })
  shortDescription: string;
}

export class UpdateCaseDto extends CaseFieldsDto {
  @Text(160, { clearable: false, example: 'The pump makes noise' })
  shortDescription?: string;
}

/** What was chosen first in the form of a new case; usually one of these. */
export class CaseDefaultsDto {
  @Reference({ example: 'PRJTASK0010001' })
  projectTaskId?: string | null;

  @Reference({ example: 'PRJ0010001' })
  projectId?: string | null;

  @Reference()
  contactId?: string | null;

  @Reference({ example: 'ACCT0000001' })
  accountId?: string | null;
}
