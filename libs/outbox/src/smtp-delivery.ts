import { createTransport } from 'nodemailer';
import type { OutboxMessage } from './outbox-message.schema.js';
import type { MailDelivery } from './relay.js';

/** Shorter together than the minute for which the relay claims a message, so that no second process sends it meanwhile. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

interface MailPayload {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly thread?: string;
}

/**
 * Delivers mails over SMTP. A mail may arrive twice when the program stops between the delivery and the note of it; both
 * then have the same Message-ID.
 * @param url as smtp://user:password@host:587; a user name that is an address is also the sender
 * @param site the host that the program is reached at, for the sender's address and the message ids
 */
export function smtpDelivery(url: string, site: string): MailDelivery {
  const user = decodeURIComponent(new URL(url).username);
  const from = { name: 'Quayside', address: user.includes('@') ? user : `no-reply@${site}` };
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never);
  return async (message: OutboxMessage) => {
    const { to, subject, text, html, messageId = message.id, thread } = message.payload as unknown as MailPayload;
    const idOf = (name: string): string => `<${name}@${site}>`;
    await transport.sendMail({
      from,
      // As one address, so that a comma in it cannot add another recipient.
      to: { name: '', address: to },
      subject,
      text,
      ...(html === undefined ? {} : { html }),
      messageId: idOf(messageId),
      ...(thread === undefined || thread === messageId ? {} : { inReplyTo: idOf(thread), references: idOf(thread) }),
      date: message.createdAt,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  };
}
