import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Caller, IdempotencyKey } from '#libs/authorization';
import { Conflict, Invalid, Refused } from '#libs/kernel';
import {
  instant,
  integer,
  isDuplicate,
  longText,
  looseReference,
  type Transaction,
  type TransactionFrame,
  tableSchema,
  text,
} from '#libs/persistence';

export interface IdempotentAnswer {
  /** SHA-256 over the person and the key. */
  id: string;
  personId: string;
  hash: string;
  status: number;
  body: string;
  accessStamp: string;
  createdAt: Date;
}

/** First answers to requests with an Idempotency-Key, kept for a day. */
export const IdempotentAnswerSchema = tableSchema<IdempotentAnswer>(
  'IdempotentAnswer',
  'idempotent_answer',
  {
    id: { kind: 'text', length: 64, primary: true },
    personId: looseReference(),
    hash: text(64),
    status: integer(),
    body: longText(),
    accessStamp: text(40),
    createdAt: instant(),
  },
  { index: [['createdAt']] },
);

const KEPT_MS = 24 * 3_600_000;
const sha256 = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');

const NONCE = 12;
const TAG = 16;
/** The client's key itself is not kept, so the database alone opens nothing. */
const sealingKey = (personId: string, key: string): Buffer => createHash('sha256').update(`answer\n${personId}\n${key}`).digest();

function seal(personId: string, key: string, body: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(personId, key), nonce);
  return Buffer.concat([nonce, cipher.update(body, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function unseal(personId: string, key: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(personId, key), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
}

/** The same caller, whose answer holds a secret: what is kept of it for a repeated request is encrypted. */
export const keepingSecret = (caller: Caller): Caller =>
  caller.idempotency ? { ...caller, idempotency: { ...caller.idempotency, secret: true } } : caller;

/** The first answer, to be given again. */
export class Replay extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super('replay');
  }
}

/** Reads an Idempotency-Key header. @throws Invalid when it is empty or longer than 200 characters */
export function idempotencyOf(
  header: string | undefined,
  request: { method: string; url: string; body: string },
  status: number,
): IdempotencyKey | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(header))
    throw new Invalid('invalid_idempotency_key', 'Idempotency-Key must have 1 to 200 visible ASCII characters.');
  return { key: header, hash: sha256(request.method, request.url, request.body), status };
}

/** Keeps the first answer in the transaction of the change, and gives it again to whoever repeats the request. */
export class IdempotencyFrame implements TransactionFrame {
  async opened(tx: Transaction<Caller>): Promise<void> {
    const mine = tx.origin.idempotency;
    if (mine) await this.replay(tx, mine);
  }

  async closing(tx: Transaction<Caller>, result: unknown): Promise<void> {
    const { idempotency: mine, personId, accessStamp } = tx.origin;
    if (!mine) return;
    const row: IdempotentAnswer = {
      id: sha256(personId, mine.key),
      personId,
      hash: mine.hash,
      status: mine.status,
      body: mine.secret ? seal(personId, mine.key, JSON.stringify(result ?? null)) : JSON.stringify(result ?? null),
      accessStamp,
      createdAt: tx.now,
    };
    try {
      await tx.insert(IdempotentAnswerSchema, row);
    } catch (error) {
      if (isDuplicate(error)) throw new Conflict('request_still_running', 'The same request is being worked on. Ask again for its answer.');
      throw error;
    }
  }

  private async replay(tx: Transaction<Caller>, mine: IdempotencyKey): Promise<void> {
    const id = sha256(tx.origin.personId, mine.key);
    const [row] = await tx.rows<{ hash: string; status: number; body: string; access_stamp: string; created_at: string }>(
      'SELECT hash, status, body, access_stamp, created_at FROM idempotent_answer WHERE id = ?',
      [id],
    );
    if (!row) return;
    if (Date.parse(`${row.created_at.replace(' ', 'T')}Z`) < tx.now.getTime() - KEPT_MS) {
      await tx.run('DELETE FROM idempotent_answer WHERE id = ?', [id]);
      return;
    }
    if (row.hash !== mine.hash) throw new Refused('idempotency_key_reused', 'This Idempotency-Key was used for another request.');
    // An answer shows what the person might see then; when that person's rights have changed since, it is not given again.
    if (own(row.access_stamp) !== own(tx.origin.accessStamp))
      throw new Conflict('idempotency_rights_changed', 'Your rights have changed since the first answer. Read the record instead.');
    throw new Replay(row.status, mine.secret ? unseal(tx.origin.personId, mine.key, row.body) : row.body);
  }
}

/** The part of a stamp that concerns this person alone. */
const own = (stamp: string): string => stamp.split('.')[0]!;
