import { Reference } from '#libs/http';

export class AddProjectContactDto {
  @Reference({ required: true, description: 'A contact of the account, of a partner that serves it, or with a relationship to it.' })
  contactId: string;
}
