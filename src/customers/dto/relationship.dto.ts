import { Choice, Flag, Reference, Text } from '#libs/http';
import { ACCOUNT_SIDES, type AccountSide } from '../domain/account-relationship.js';

export class CreateAccountRelationshipTypeDto {
  @Text(100, { required: true, example: 'Reseller' })
  name: string;

  @Choice(ACCOUNT_SIDES, { required: true, example: 'partner', description: 'What the account at the one end must be.' })
  from: AccountSide;

  @Text(100, { required: true, example: 'Reseller of' })
  label: string;

  @Choice(ACCOUNT_SIDES, { required: true, description: 'What the account at the other end must be.' })
  to: AccountSide;

  @Text(100, { required: true, example: 'Buys through' })
  reverseLabel: string;

  @Flag({ clearable: false })
  active?: boolean;
}

export class UpdateAccountRelationshipTypeDto {
  @Text(100, { clearable: false, example: 'Reseller' })
  name?: string;

  @Text(100, { clearable: false, example: 'Reseller of' })
  label?: string;

  @Text(100, { clearable: false, example: 'Buys through' })
  reverseLabel?: string;

  @Flag({ clearable: false })
  active?: boolean;
}

export class CreateAccountRelationshipDto {
  @Reference({ required: true, example: 'ACCT0000001' })
  fromAccountId: string;

  @Reference({ required: true, description: 'The type of the relationship, by id.' })
  typeId: string;

  @Reference({ required: true, example: 'ACCT0000002' })
  toAccountId: string;
}

export class CreateContactRelationshipDto {
  @Reference({ required: true, example: 'ACCT0000001' })
  accountId: string;

  @Reference({ required: true, example: 'CNT0000001' })
  contactId: string;

  @Text(100, { example: 'Authorized representative' })
  responsibility?: string | null;
}

export class UpdateContactRelationshipDto {
  @Text(100, { example: 'Authorized representative' })
  responsibility?: string | null;
}
