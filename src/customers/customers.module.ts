import { Module } from '@nestjs/common';
import { AbilityFactory, FactRegistry } from '#libs/authorization';
import { csvController } from '#libs/http';
import { Database } from '#libs/persistence';
import { IdentityModule, WhoAmI } from '../identity/index.js';
import { AccountService } from './application/account.service.js';
import { AccountRelationshipService } from './application/account-relationship.service.js';
import { AccountRelationshipTypeService } from './application/account-relationship-type.service.js';
import { AssetService } from './application/asset.service.js';
import { ConsumerService } from './application/consumer.service.js';
import { ContactService } from './application/contact.service.js';
import { contactProfile } from './application/contact-profile.js';
import { ContactRelationshipService } from './application/contact-relationship.service.js';
import { NamedCustomers } from './application/named-customers.js';
import { OnRegistrationRequested } from './application/on-registration-requested.js';
import { PersonLogins } from './application/person-logins.js';
import { RegistrationService } from './application/registration.service.js';
import { SelfRegistration } from './application/self-registration.js';
import { contactShape } from './contact.shape.js';
import { customersAbilities } from './customers.abilities.js';
import { CustomersApi } from './customers.api.js';
import { AccountRelationshipTypesController } from './http/account-relationship-types.controller.js';
import { AccountRelationshipsController } from './http/account-relationships.controller.js';
import { AccountsController } from './http/accounts.controller.js';
import { AssetsController } from './http/assets.controller.js';
import { ConsumersController } from './http/consumers.controller.js';
import { ContactRelationshipsController } from './http/contact-relationships.controller.js';
import { ContactsController } from './http/contacts.controller.js';
import { RegistrationsController } from './http/registrations.controller.js';
import { AccountRepository } from './persistence/account.repository.js';
import { AccountRelationshipRepository } from './persistence/account-relationship.repository.js';
import { ConsumerRepository, ContactRepository } from './persistence/person.repository.js';
import { RegistrationRepository } from './persistence/registration.repository.js';
import { accountFacts } from './reach.js';

@Module({
  imports: [IdentityModule],
  controllers: [
    AccountsController,
    AccountRelationshipTypesController,
    AccountRelationshipsController,
    ContactsController,
    csvController({ path: 'contacts', shape: contactShape, tag: 'Contacts' }),
    ContactRelationshipsController,
    ConsumersController,
    AssetsController,
    RegistrationsController,
  ],
  providers: [
    AccountService,
    AccountRelationshipTypeService,
    AccountRelationshipService,
    ContactService,
    ContactRelationshipService,
    ConsumerService,
    AssetService,
    PersonLogins,
    SelfRegistration,
    RegistrationService,
    OnRegistrationRequested,
    RegistrationRepository,
    AccountRepository,
    AccountRelationshipRepository,
    ContactRepository,
    ConsumerRepository,
    CustomersApi,
    NamedCustomers,
  ],
  exports: [CustomersApi, NamedCustomers],
})
export class CustomersModule {
  constructor(abilities: AbilityFactory, facts: FactRegistry, whoAmI: WhoAmI, database: Database) {
    abilities.add(customersAbilities);
    facts.add('customers', accountFacts);
    whoAmI.add(contactProfile(database));
  }
}
