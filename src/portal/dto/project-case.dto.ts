import { Choice, Reference, Text } from '#libs/http';

/** What the record producer Create Project Case takes (section 4). */
export class CreateProjectCaseDto {
  @Reference({ example: 'PRJ0010001', description: 'A project that you are a contact of.' })
  projectId?: string | null;

  @Reference({ example: 'PRJTASK0010001', description: 'A task that you see; it brings its project.' })
  projectTaskId?: string | null;

  @Reference({ example: 'ACCT0000001', description: 'Filled in from the project.' })
  accountId?: string | null;

  @Reference({ example: 'CNT0000001', description: 'For whoever may open cases for others; otherwise it is you.' })
  contactId?: string | null;

  @Choice([1, 2, 3, 4], { clearable: false, example: 4, description: '1 critical, 2 high, 3 moderate, 4 low.' })
  priority?: number;

  @Text(160, { required: true, example: 'The pump makes noise' })
  shortDescription: string;

  @Text(4000, { example: 'Since Monday, in hall 2.' })
  description?: string | null;
}
