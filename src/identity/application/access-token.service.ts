import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { keepingSecret, type Payload } from '#libs/http';
import { Forbidden, NotFound, newId, Refused } from '#libs/kernel';
import { Database, isoInstant, toDatabase, UnitOfWork } from '#libs/persistence';
import { type Page, parsePlainQuery, plainCursor, type RawQuery } from '#libs/records';
import type { CreateAccessTokenDto } from '../dto/access-token.dto.js';
import { type AccessToken, AccessTokenSchema } from '../persistence/access-token.schema.js';
import { hashOf, newSecret } from './access-tokens.js';
import { PERSONAL_PREFIX } from './authenticator.js';

/** A new token, as its maker sees it, once. */
export interface NewAccessToken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
}

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string;
  readonly created_at: string;
  readonly expires_at: string | null;
}

const LIST = 'access-tokens';
const OWN = 't.person_id = ? AND t.revoked_at IS NULL';
const stored = (moment: Date): unknown => toDatabase(moment, { kind: 'instant' });

/** Personal access tokens: for programs that act for a person, with that person's rights. Only a hash of each is kept. */
@Injectable()
export class AccessTokenService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Makes a token, from a sign-in only: a token that is found must not become another one.
   * @throws Forbidden for a caller with a personal token, Refused when the end is in the past
   */
  create(caller: Caller, payload: Payload<CreateAccessTokenDto>): Promise<NewAccessToken> {
    if (!caller.sessionId) throw new Forbidden('A personal access token cannot make another one. Sign in.', 'session_needed');
    const { name, scopes, expiresAt: given } = payload.read();
    return this.unitOfWork.run(keepingSecret(caller), async (tx) => {
      const expiresAt = given ? new Date(given) : null;
      if (expiresAt && expiresAt <= tx.now) throw Refused.field('expiresAt', 'in_the_past', 'A token ends in the future.');
      const token = `${PERSONAL_PREFIX}${newSecret()}`;
      const row: AccessToken = {
        id: newId(),
        personId: caller.personId,
        name,
        tokenHash: hashOf(token),
        scopes,
        createdAt: tx.now,
        expiresAt,
        revokedAt: null,
      };
      await tx.insert(AccessTokenSchema, row);
      const ends = expiresAt?.toISOString() ?? null;
      audit(tx, { action: 'created', recordType: 'AccessToken', recordId: row.id, after: { name, scopes, expiresAt: ends } });
      return { id: row.id, name, token, scopes, expiresAt: ends };
    });
  }

  /** The caller's own tokens, newest first, those that have ended among them; never the secret. @throws Invalid */
  async page(caller: Caller, raw: RawQuery): Promise<Page> {
    const { limit, after, total } = parsePlainQuery(LIST, raw);
    const older = after ? ' AND (t.created_at < ? OR (t.created_at = ? AND t.id < ?))' : '';
    const rows = await this.database.rows<TokenRow>(
      `SELECT t.id, t.name, t.scopes, t.created_at, t.expires_at FROM access_token t WHERE ${OWN}${older} ORDER BY t.created_at DESC, t.id DESC LIMIT ${limit + 1}`,
      [caller.personId, ...(after ? [stored(after.at), stored(after.at), after.id] : [])],
    );
    const items = rows.slice(0, limit).map(toJson);
    const last = rows.length > limit ? items.at(-1)! : null;
    const next = last ? plainCursor(LIST, { at: new Date(last.createdAt), id: last.id }) : null;
    return total ? { items, next, total: await this.count(caller) } : { items, next };
  }

  /** Ends one of the caller's own tokens; it stops counting with the next request. @throws NotFound */
  revoke(caller: Caller, id: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const found = await tx.run('UPDATE access_token SET revoked_at = ? WHERE id = ? AND person_id = ? AND revoked_at IS NULL', [
        stored(tx.now),
        id,
        caller.personId,
      ]);
      if (found === 0) throw new NotFound();
      audit(tx, { action: 'revoked', recordType: 'AccessToken', recordId: id });
    });
  }

  private async count(caller: Caller): Promise<number> {
    const [row] = await this.database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM access_token t WHERE ${OWN}`, [caller.personId]);
    return Number(row!.n);
  }
}

const toJson = (row: TokenRow) => ({
  id: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as string[],
  createdAt: isoInstant(row.created_at),
  expiresAt: row.expires_at === null ? null : isoInstant(row.expires_at),
});
