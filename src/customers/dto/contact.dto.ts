import { Email, Flag, Reference, Text, Texts, TimeZone } from '#libs/http';

/** What may be left out when a person is added, and what each person may change of the own profile. */
class ProfileFields {
  @Text(100, { example: 'Site manager' })
  title?: string | null;

  @Text(40, { example: '+1 555 0100' })
  phone?: string | null;

  @Text(40, { example: '+1 555 0101' })
  mobilePhone?: string | null;

  @TimeZone()
  timeZone?: string | null;

  @Text(10, { example: 'en' })
  language?: string | null;

  @Flag({ clearable: false, description: 'Whether mails are sent to this person at all.' })
  notifications?: boolean;
}

class AccessFields extends ProfileFields {
  @Text(100, { example: 'ada.byron', description: 'Unique, without regard to case.' })
  userName?: string | null;

  @Flag({ clearable: false, description: 'False: cannot sign in.' })
  active?: boolean;

  @Text(200, { clearable: false, example: 'correct horse battery staple', description: 'For administrators. At least 12 characters.' })
  password?: string;
}

class ContactFields extends AccessFields {
  @Texts({
    clearable: false,
    example: ['sn_customerservice.customer'],
    description: 'At least one; customer when nothing is said.',
  })
  roles?: string[];
}

export class CreateContactDto extends ContactFields {
  @Reference({ required: true, example: 'ACCT0000001' })
  accountId: string;

  @Text(100, { required: true, example: 'Ada' })
  firstName: string;

  @Text(100, { required: true, example: 'Byron' })
  lastName: string;

  @Email({ required: true })
  email: string;
}

export class UpdateContactDto extends ContactFields {
  @Reference({ clearable: false, example: 'ACCT0000001', description: 'Another account moves the contact.' })
  accountId?: string;

  @Text(100, { clearable: false, example: 'Ada' })
  firstName?: string;

  @Text(100, { clearable: false, example: 'Byron' })
  lastName?: string;

  @Email({ clearable: false })
  email?: string;
}

/** An invitation has no fields: it goes to the address of the contact. */
export class InviteContactDto {}

export class CreateConsumerDto extends AccessFields {
  @Text(100, { required: true, example: 'Grace' })
  firstName: string;

  @Text(100, { required: true, example: 'Hopper' })
  lastName: string;

  @Email({ required: true, example: 'grace@example.org' })
  email: string;
}

export class UpdateConsumerDto extends AccessFields {
  @Text(100, { clearable: false, example: 'Grace' })
  firstName?: string;

  @Text(100, { clearable: false, example: 'Hopper' })
  lastName?: string;

  @Email({ clearable: false, example: 'grace@example.org' })
  email?: string;
}
