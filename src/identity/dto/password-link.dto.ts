import { Email, Text } from '#libs/http';

/** One of the two. */
export class RequestPasswordResetDto {
  @Text(200, { clearable: false, example: 'demo.customer', description: 'The user name. Either this or the e-mail address.' })
  username?: string;

  @Email({ clearable: false, description: 'The e-mail address. Either this or the user name.' })
  email?: string;
}

export class RedeemLinkDto {
  @Text(200, { required: true, example: 'q3Jk0vZl7c6F2x8t1bY5nW4mR9sD0aPuXe2LhKcVb1M', description: 'From the link in the mail.' })
  token: string;

  @Text(500, { required: true, example: 'nine quiet boats at dawn', description: 'At least 12 characters.' })
  newPassword: string;
}
