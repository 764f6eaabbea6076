import { Choice, Text } from '#libs/http';
import { WORK_STATES, type WorkState } from '../domain/work-state.js';
import { ActionFields, ChangeRequestFields, DecisionFields, IssueFields, RiskFields } from './ridac.dto.js';

const MOST = 160;
const State = () => Choice(WORK_STATES, { clearable: false, description: 'A closed record is changed no more until it is opened again.' });

export class UpdateIssueDto extends IssueFields {
  @Text(MOST, { clearable: false, example: 'The gate is too low' })
  shortDescription?: string;

  @State()
  state?: WorkState;
}

export class UpdateRiskDto extends RiskFields {
  @Text(MOST, { clearable: false, example: 'The steel comes late' })
  shortDescription?: string;

  @State()
  state?: WorkState;
}

export class UpdateDecisionDto extends DecisionFields {
  @Text(MOST, { clearable: false, example: 'Which floor is laid' })
  shortDescription?: string;

  @State()
  state?: WorkState;
}

export class UpdateActionDto extends ActionFields {
  @Text(MOST, { clearable: false, example: 'Ask the city for the permit' })
  shortDescription?: string;

  @State()
  state?: WorkState;
}

export class UpdateChangeRequestDto extends ChangeRequestFields {
  @Text(MOST, { clearable: false, example: 'A second loading gate' })
  title?: string;

  @State()
  state?: WorkState;
}
