import { Matches } from 'class-validator';
import { Email, Text } from '#libs/http';

/** No address and no markup: what a stranger writes here is mailed to people who decide about it. */
const PlainName = (): PropertyDecorator => Matches(/^[^\p{C}<>:/\\@]*$/u, { message: '$property must be a name' });

export class RegistrationDto {
  @Text(40, { required: true, example: 'BOXEO-2026', description: 'The registration code of your account.' })
  registrationCode: string;

  @Text(100, { required: true, example: 'Ada' })
  @PlainName()
  firstName: string;

  @Text(100, { required: true, example: 'Byron' })
  @PlainName()
  lastName: string;

  @Email({ required: true })
  email: string;
}

/** A decision has no fields: who is approved becomes a customer of the account whose code it was. */
export class DecideRegistrationDto {}
