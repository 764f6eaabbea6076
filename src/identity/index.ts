export { SigningKey } from './application/access-tokens.js';
export { ActorSource } from './application/actor.source.js';
export { type Membership, NamedPeople, namesOf } from './application/named-people.js';
export { WhoAmI } from './application/who-am-i.js';
export { effectiveRoles, ROLES, type RoleDefinition, roleNamed } from './domain/roles.js';
export { GroupRef } from './group.shape.js';
export { IdentityApi, newPerson, type PersonDetails } from './identity.api.js';
export { IdentityModule } from './identity.module.js';
export { PersonSchema, type PersonState } from './persistence/person.schema.js';
