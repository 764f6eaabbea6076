import { Choice, Flag, Reference, Text } from '#libs/http';
import { PRIORITIES } from '../domain/case-fields.js';
import { CASE_TASK_STATES, type CaseTaskStateName } from '../domain/case-task.js';

class CaseTaskFieldsDto {
  @Text(4000, { example: 'From the supplier in Graz.' })
  description?: string | null;

  @Choice(PRIORITIES, { clearable: false, example: 3, description: '1 critical, 2 high, 3 moderate, 4 low; 4 when left out.' })
  priority?: number;

  @Reference({ description: 'The internal user who does it.' })
  assignedToId?: string | null;

  @Flag({ clearable: false, example: true, description: 'Whether customers who see the case see the task; they do not when left out.' })
  visibleToCustomer?: boolean;
}

export class CreateCaseTaskDto extends CaseTaskFieldsDto {
  @Text(160, { required: true, example: 'Order the bearing' })
  shortDescription: string;
}

export class UpdateCaseTaskDto extends CaseTaskFieldsDto {
  @Text(160, { clearable: false, example: 'Order the bearing' })
  shortDescription?: string;

  @Choice(CASE_TASK_STATES, { clearable: false, example: 'closed' })
  state?: CaseTaskStateName;
}
