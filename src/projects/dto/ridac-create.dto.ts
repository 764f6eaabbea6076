import { Reference, Text } from '#libs/http';
import { ActionFields, ChangeRequestFields, DecisionFields, IssueFields, RiskFields } from './ridac.dto.js';

const MOST = 160;

export class CreateIssueDto extends IssueFields {
  @Text(MOST, { required: true, example: 'The gate is too low' })
  shortDescription: string;
}

export class CreateRiskDto extends RiskFields {
  @Text(MOST, { required: true, example: 'The steel comes late' })
  shortDescription: string;
}

export class CreateDecisionDto extends DecisionFields {
  @Text(MOST, { required: true, example: 'Which floor is laid' })
  shortDescription: string;
}

export class CreateActionDto extends ActionFields {
  @Text(MOST, { required: true, example: 'Ask the city for the permit' })
  shortDescription: string;
}

/** A change request of the project that the address names. */
export class CreateChangeRequestDto extends ChangeRequestFields {
  @Text(MOST, { required: true, example: 'A second loading gate' })
  title: string;
}

/** A change request of the project that the body names. */
export class CreateProjectChangeRequestDto extends CreateChangeRequestDto {
  @Reference({ required: true, example: 'PRJ0010001' })
  projectId: string;
}
