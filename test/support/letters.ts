import { Database } from '#libs/persistence';
import type { TestApp } from './test-app.js';

/** A mail as it lies in the outbox. */
export interface Letter {
  readonly template: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The mails that were written to an address, oldest first, once everything that waits in the outbox is dealt with. */
export async function lettersTo(test: TestApp, address: string, template?: string): Promise<Letter[]> {
  await test.deliverOutbox();
  const rows = await test
    .get(Database)
    .rows<{ topic: string; payload: string | Omit<Letter, 'template'> }>(
      "SELECT topic, payload FROM outbox_message WHERE kind = 'mail' ORDER BY id",
    );
  return rows
    .map(({ topic, payload }) => ({
      template: topic,
      ...(typeof payload === 'string' ? (JSON.parse(payload) as Omit<Letter, 'template'>) : payload),
    }))
    .filter(({ to, template: kind }) => to === address && (template === undefined || kind === template));
}

/** The token of the link in a mail. */
export function tokenIn({ text }: Letter): string {
  const token = /#token=([\w-]{43})(?:\s|$)/.exec(text)?.[1];
  if (!token) throw new Error(`no link in: ${text}`);
  return token;
}

/** The token that was mailed to an address last. */
export async function lastTokenTo(test: TestApp, address: string, template: 'invitation' | 'password_reset'): Promise<string> {
  const letter = (await lettersTo(test, address, template)).at(-1);
  if (!letter) throw new Error(`no ${template} to ${address}`);
  return tokenIn(letter);
}
