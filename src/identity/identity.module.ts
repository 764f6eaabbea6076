import { Module } from '@nestjs/common';
import { AbilityFactory } from '#libs/authorization';
import { AUTHENTICATOR } from '#libs/http';
import { AdministrationModule, KnownRoles } from '../administration/index.js';
import { AccessTokenService } from './application/access-token.service.js';
import { ActorSource } from './application/actor.source.js';
import { TokenAuthenticator } from './application/authenticator.js';
import { GroupService } from './application/group.service.js';
import { NamedPeople } from './application/named-people.js';
import { OnPasswordResetRequested } from './application/on-password-reset-requested.js';
import { PasswordLinks } from './application/password-links.js';
import { PasswordResetService } from './application/password-resets.service.js';
import { ProfileService } from './application/profile.service.js';
import { SignInService } from './application/sign-in.service.js';
import { SignInDelays } from './application/sign-in-delays.js';
import { UserQueries } from './application/user.queries.js';
import { UserService } from './application/user.service.js';
import { WhoAmI } from './application/who-am-i.js';
import { ROLES } from './domain/roles.js';
import { AccessTokensController } from './http/access-tokens.controller.js';
import { AuthController } from './http/auth.controller.js';
import { GroupsController } from './http/groups.controller.js';
import { PasswordLinksController } from './http/password-links.controller.js';
import { ProfileController } from './http/profile.controller.js';
import { RolesController } from './http/roles.controller.js';
import { UsersController } from './http/users.controller.js';
import { identityAbilities } from './identity.abilities.js';
import { IdentityApi } from './identity.api.js';
import { MembershipRepository } from './persistence/membership.repository.js';

@Module({
  imports: [AdministrationModule],
  controllers: [
    AuthController,
    AccessTokensController,
    PasswordLinksController,
    ProfileController,
    UsersController,
    GroupsController,
    RolesController,
  ],
  providers: [
    ActorSource,
    SignInDelays,
    SignInService,
    PasswordLinks,
    PasswordResetService,
    OnPasswordResetRequested,
    ProfileService,
    WhoAmI,
    IdentityApi,
    NamedPeople,
    AccessTokenService,
    UserService,
    UserQueries,
    GroupService,
    MembershipRepository,
    { provide: AUTHENTICATOR, useClass: TokenAuthenticator },
  ],
  exports: [AUTHENTICATOR, WhoAmI, IdentityApi, NamedPeople, ActorSource, PasswordLinks, ProfileService, SignInDelays],
})
export class IdentityModule {
  constructor(abilities: AbilityFactory, knownRoles: KnownRoles) {
    abilities.add(identityAbilities);
    knownRoles.add(...ROLES.map(({ name }) => name));
  }
}
