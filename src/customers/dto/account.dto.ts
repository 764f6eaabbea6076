import { Flag, Reference, Text } from '#libs/http';

class AccountFields {
  @Reference({ description: 'The account above, by id or number. Only administrators set it.', example: 'ACCT0000001' })
  parentId?: string | null;

  @Flag({ clearable: false })
  customer?: boolean;

  @Flag({ clearable: false, example: false })
  partner?: boolean;

  @Text(40, { example: '+1 555 0100' })
  phone?: string | null;

  @Text(200, { example: 'https://boxeo.example' })
  website?: string | null;

  @Text(200, { example: '1 Main Street' })
  street?: string | null;

  @Text(100, { example: 'Springfield' })
  city?: string | null;

  @Text(100, { example: 'IL' })
  stateProvince?: string | null;

  @Text(20, { example: '62701' })
  zip?: string | null;

  @Text(100, { example: 'USA' })
  country?: string | null;

  @Text(4000, { example: 'Served from the Chicago office.' })
  notes?: string | null;

  @Text(40, { example: 'BOXEO-2026' })
  registrationCode?: string | null;

  @Reference({ description: 'A contact of the account.' })
  primaryContactId?: string | null;
}

export class CreateAccountDto extends AccountFields {
  @Text(80, { required: true, example: 'Boxeo' })
  name: string;
}

export class UpdateAccountDto extends AccountFields {
  @Text(80, { clearable: false, example: 'Boxeo' })
  name?: string;
}
