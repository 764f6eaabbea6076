export { type After, DomainEvents, message } from './domain-events.js';
export { type Letter, Mails } from './mails.js';
export {
  OUTBOX_KINDS,
  OUTBOX_STATES,
  OutboxHandledSchema,
  type OutboxMessage,
  OutboxMessageSchema,
  type OutboxState,
} from './outbox-message.schema.js';
export { type MailDelivery, OutboxRelay } from './relay.js';
export { smtpDelivery } from './smtp-delivery.js';
