import { Choice, Flag, Reference, Text } from '#libs/http';
import { ORDER_PRIORITIES } from '../domain/work-order-state.js';

class WorkOrderFields {
  @Reference({ description: 'The account; the company follows it.', example: 'ACCT0000001' })
  accountId?: string | null;

  @Reference({ description: 'The consumer.', example: 'CSMR0000001' })
  consumerId?: string | null;

  @Reference({ description: 'A contact of the account; the caller follows it.', example: 'CNT0000001' })
  contactId?: string | null;

  @Reference()
  assetId?: string | null;

  @Reference({ description: 'The partner account.', example: 'ACCT0000002' })
  partnerId?: string | null;

  @Reference({ description: 'A contact of the partner.', example: 'CNT0000002' })
  partnerContactId?: string | null;

  @Reference({ description: 'An account that is a customer.', example: 'ACCT0000001' })
  companyId?: string | null;

  @Reference({ example: 'CNT0000001' })
  callerId?: string | null;

  @Text(65_000, { example: 'The new pump is in stockroom 3.' })
  description?: string | null;

  @Choice(ORDER_PRIORITIES, { clearable: false, example: 4 })
  priority?: number;

  @Text(200, { example: 'Hall 2' })
  location?: string | null;

  @Reference({ description: 'A group.' })
  qualificationGroupId?: string | null;

  @Reference({ description: 'A group.' })
  assignmentGroupId?: string | null;

  @Flag({ clearable: false, example: false })
  billable?: boolean;
}

/** What an order from a case may say otherwise than the case; external people set the two texts only. */
export class WorkOrderFromCaseDto extends WorkOrderFields {
  @Text(160, { clearable: false, example: 'Replace the pump' })
  shortDescription?: string;
}

export class CreateWorkOrderDto extends WorkOrderFromCaseDto {
  @Reference({ description: 'The case that the order is created from.', example: 'CS0001001' })
  caseId?: string | null;
}

export class UpdateWorkOrderDto extends WorkOrderFromCaseDto {}

export class CancelWorkOrderDto {
  @Text(10_000, { required: true, example: 'The customer repaired it without us.', description: 'Only internal people read it.' })
  workNote: string;
}
