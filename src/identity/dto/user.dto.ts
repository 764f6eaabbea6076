import { Email, Flag, References, Text, Texts, TimeZone } from '#libs/http';

class UserFields {
  @Texts({ clearable: false, description: 'Roles, by their exact names.', example: ['sn_customerservice_agent'] })
  roles?: string[];

  @References({ clearable: false, description: 'The groups the user belongs to.' })
  groupIds?: string[];

  @Text(500, {
    clearable: false,
    description: 'At least 12 characters. Works at once; the user is asked to change it.',
    example: 'correct horse battery staple',
  })
  password?: string;

  @Flag({ clearable: false, description: 'Who is not cannot sign in.' })
  active?: boolean;

  @TimeZone()
  timeZone?: string | null;
}

export class CreateUserDto extends UserFields {
  @Text(100, { required: true, description: 'Unique, without regard to case.', example: 'ada.boxeo' })
  userName: string;

  @Text(100, { required: true, example: 'Ada' })
  firstName: string;

  @Text(100, { required: true, example: 'Boxeo' })
  lastName: string;

  @Email({ required: true, example: 'ada@vendor.example' })
  email: string;
}

export class UpdateUserDto extends UserFields {
  @Text(100, { clearable: false, example: 'ada.boxeo' })
  userName?: string;

  @Text(100, { clearable: false, example: 'Ada' })
  firstName?: string;

  @Text(100, { clearable: false, example: 'Boxeo' })
  lastName?: string;

  @Email({ clearable: false, example: 'ada@vendor.example' })
  email?: string;
}
