import { Get, Param } from '@nestjs/common';
import { type Caller, Reads, SignedIn } from '#libs/authorization';
import { AnswersPage, AnswersWith, ListParameters, Me } from '#libs/http';
import type { Page, RawQuery } from '#libs/records';
import { contactShape } from '../../customers/index.js';
import type { Form } from '../application/form.js';
import { type ContactForm, PersonForms } from '../application/person-forms.js';
import { contactList } from '../portal.views.js';
import { ASSIGNABLE_ROLES, formSchema } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal')
export class PortalPeopleController {
  constructor(private readonly forms: PersonForms) {}

  /** Support > Contacts: the contacts that you manage. */
  @Get('contacts')
  @Reads('Contact')
  @AnswersPage(contactList)
  contacts(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.forms.contacts(caller, query);
  }

  /** The form of a contact. It is changed by PATCH /contacts/{id}. */
  @Get('contacts/:id')
  @Reads('Contact')
  @AnswersWith('PortalContactForm', formSchema(contactShape, { assignableRoles: ASSIGNABLE_ROLES }))
  contact(@Me() caller: Caller, @Param('id') id: string): Promise<ContactForm> {
    return this.forms.contact(caller, id);
  }

  /** Your own profile with the notification preferences. */
  @Get('profile')
  @SignedIn()
  @AnswersWith('PortalProfile', formSchema(contactShape))
  profile(@Me() caller: Caller): Promise<Form> {
    return this.forms.profile(caller);
  }
}
