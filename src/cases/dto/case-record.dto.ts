import { Text } from '#libs/http';
import { ChangeRequestFields, IssueFields } from '../../projects/index.js';

const MOST = 160;
const FROM_CASE = 'What is left out is taken from the case, as the flow says.';

export class IssueFromCaseDto extends IssueFields {
  @Text(MOST, { clearable: false, example: 'The gate is too low', description: FROM_CASE })
  shortDescription?: string;
}

export class ChangeRequestFromCaseDto extends ChangeRequestFields {
  @Text(MOST, { clearable: false, example: 'A second loading gate', description: FROM_CASE })
  title?: string;
}
