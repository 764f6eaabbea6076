import type { AbilityTable, Actor, Conditions, RuleWriter } from '#libs/authorization';
import { OWN_ACCOUNT_FIELDS, REACHED_ACCOUNT_FIELDS } from './account.shape.js';
import { COLLEAGUE_FIELDS } from './contact.shape.js';
import { DECIDABLE_STATES } from './domain/registration.js';
import { accountTree, ownAccount, partnerCustomers, withinReach } from './reach.js';

/** What requests may write, apart from what only administrators may: the place in the tree, registration codes, passwords. */
const ACCOUNT_DATA = [
  'name',
  'customer',
  'partner',
  'phone',
  'website',
  'street',
  'city',
  'stateProvince',
  'zip',
  'country',
  'notes',
  'primaryContactId',
] as const;
const PROFILE = ['title', 'phone', 'mobilePhone', 'timeZone', 'language', 'notifications'] as const;
const PERSON_DATA = [...PROFILE, 'firstName', 'lastName', 'email', 'userName', 'active'] as const;
const CONTACT_DATA = [...PERSON_DATA, 'accountId'] as const;
/** Customer and partner administrators give roles too (BR-008). */
const CONTACT_DATA_AND_ROLES = [...CONTACT_DATA, 'roles'] as const;

const CUSTOMER_DATA = ['Account', 'AccountRelationship', 'AccountRelationshipType', 'Contact', 'ContactRelationship', 'Asset'];

const readsCustomerData = ({ can }: RuleWriter): void => {
  for (const subject of CUSTOMER_DATA) can('read', subject).because('you may read customer data');
};

const keepsContacts = ({ can }: RuleWriter, accounts: Conditions, because: string): void => {
  can('read', 'Contact', accounts).because(because);
  can(['create', 'update'], 'Contact', CONTACT_DATA_AND_ROLES, accounts).because(because);
  can('invite', 'Contact', accounts).because(because);
};

/** BR-009. Whose addresses are in use elsewhere is nobody's to see. */
const decidesOnRegistrations = ({ can }: RuleWriter, accounts: Conditions, because: string): void => {
  can(['read', 'approve', 'reject'], 'Registration', { ...accounts, state: { $in: DECIDABLE_STATES } }).because(because);
};

/** Who reads and keeps accounts, contacts, consumers, relationships, assets; sections 1.1 to 1.5 and the matrix 2.2. */
export const customersAbilities: AbilityTable = {
  external({ can }, me) {
    can('read', 'Contact', { id: me.personId }).because('the profile is your own');
    can('update', 'Contact', PROFILE, { id: me.personId }).because('the profile is your own');
  },
  customer({ can }, me) {
    can('read', 'Account', OWN_ACCOUNT_FIELDS, { id: { $in: ownAccount(me) } }).because('the account is your own');
    can('read', 'Account', REACHED_ACCOUNT_FIELDS, withinReach(me, 'id')).because('the account is in your reach');
    can('read', 'Contact', COLLEAGUE_FIELDS, { accountId: { $in: ownAccount(me) } }).because('the contact belongs to your account');
    can('read', 'ContactRelationship', { contactId: me.personId }).because('the relationship is your own');
  },
  customer_admin(writer, me) {
    const below = 'you administer the account';
    writer.can('read', 'Account', OWN_ACCOUNT_FIELDS, { id: { $in: accountTree(me) } }).because(below);
    keepsContacts(writer, { accountId: { $in: accountTree(me) } }, below);
    decidesOnRegistrations(writer, { accountId: { $in: accountTree(me) } }, below);
  },
  partner_admin(writer, me) {
    const serves = 'your account serves the account as a partner';
    keepsContacts(writer, served(me), serves);
    decidesOnRegistrations(writer, served(me), serves);
  },
  consumer({ can }, me) {
    can('read', 'Consumer', { id: me.personId }).because('the profile is your own');
  },
  customer_data_viewer(writer) {
    readsCustomerData(writer);
    writer.can('read', 'Consumer').because('you may read customer data');
  },
  agent(writer) {
    const { can } = writer;
    readsCustomerData(writer);
    can('update', 'Account', ACCOUNT_DATA).because('agents keep account data');
    can(['create', 'update'], 'Contact', CONTACT_DATA).because('agents keep contacts');
    can('invite', 'Contact').because('agents keep contacts');
    can(['create', 'update'], 'Asset').because('agents keep assets');
  },
  consumer_agent({ can }) {
    can('read', 'Consumer').because('consumer agents serve consumers');
    can(['create', 'update'], 'Consumer', PERSON_DATA).because('consumer agents serve consumers');
  },
  agent_manager(writer) {
    const { can } = writer;
    decidesOnRegistrations(writer, {}, 'agent managers keep accounts');
    can('create', 'Account', ACCOUNT_DATA).because('agent managers keep accounts');
    can(['create', 'delete'], 'AccountRelationship').because('agent managers keep account relationships');
    can(['create', 'update', 'delete'], 'ContactRelationship').because('agent managers keep contact relationships');
  },
};

const served = (me: Actor): Conditions => ({ accountId: { $in: partnerCustomers(me) } });
