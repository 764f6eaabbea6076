import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { HttpProblem, keepingSecret } from '#libs/http';
import { newId } from '#libs/kernel';
import { Database, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { CredentialSchema, RefreshTokenSchema, SessionSchema } from '../persistence/person.schema.js';
import { ACCESS_SECONDS, hashOf, newSecret, SigningKey, signAccessToken } from './access-tokens.js';
import { PasswordLinks } from './password-links.js';
import { checkPassword, hashPassword, passwordMatches } from './passwords.js';
import { SignInDelays } from './sign-in-delays.js';

/** What a sign-in gives: a short access token and a refresh token that works once. */
export interface TokenPair {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly mustChangePassword: boolean;
}

const REFRESH_MS = 14 * 24 * 3_600_000;
const wrong = () => new HttpProblem(401, 'wrong_credentials', 'The user name or the password is wrong.');
const ended = () => new HttpProblem(401, 'refresh_token_invalid', 'Sign in again.');

interface Account {
  id: string;
  name: string;
  active: number;
  password_hash: string | null;
  must_change: number | null;
}

/** Sign-in, refresh, sign-out and the own password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly delays: SignInDelays,
    private readonly links: PasswordLinks,
    private readonly key: SigningKey,
  ) {}

  /**
   * The same answer, after the same work, for a wrong password, an unknown name and somebody who is disabled.
   * @throws HttpProblem 401, or 429 with Retry-After while the name or the address must wait
   */
  async signIn(userName: string, password: string, address: string, requestId: string): Promise<TokenPair> {
    const name = userName.trim().toLowerCase();
    await this.delays.check(name, address);
    const [account] = await this.database.rows<Account>(
      'SELECT p.id, p.name, p.active, c.password_hash, c.must_change FROM person p LEFT JOIN credential c ON c.id = p.id WHERE p.user_name = ?',
      [name],
    );
    const matched = await passwordMatches(account?.password_hash ?? null, password);
    if (!matched || !account?.active) {
      await this.delays.failed(name, address);
      throw wrong();
    }
    await this.delays.succeeded(name);
    const origin: Origin = { personId: account.id, personName: account.name, requestId };
    return this.unitOfWork.run(origin, async (tx) => {
      const sessionId = await this.openSession(tx, account.id);
      audit(tx, { action: 'signed_in', recordType: 'Person', recordId: account.id });
      return this.pair(tx, account.id, sessionId, Boolean(account.must_change));
    });
  }

  /**
   * A new pair for a refresh token, once. The reuse of one ends its whole family: either the thief or the owner holds
   * the other, and the program cannot tell which.
   */
  async refresh(refreshToken: string, requestId: string): Promise<TokenPair> {
    const origin: Origin = { personId: null, personName: 'refresh', requestId };
    const pair = await this.unitOfWork.run(origin, async (tx) => {
      const [token] = await tx.rows<{
        id: string;
        session_id: string;
        person_id: string;
        expires_at: string;
        used_at: string | null;
        must_change: number | null;
      }>(
        `SELECT r.id, r.session_id, s.person_id, r.expires_at, r.used_at, c.must_change FROM refresh_token r JOIN session s ON s.id = r.session_id
         JOIN person p ON p.id = s.person_id LEFT JOIN credential c ON c.id = p.id WHERE r.token_hash = ? AND s.ended_at IS NULL AND p.active = 1`,
        [hashOf(refreshToken)],
      );
      if (!token || Date.parse(`${token.expires_at.replace(' ', 'T')}Z`) < tx.now.getTime()) return null;
      const first = await tx.run('UPDATE refresh_token SET used_at = ? WHERE id = ? AND used_at IS NULL', [stored(tx.now), token.id]);
      if (first === 1) return this.pair(tx, token.person_id, token.session_id, Boolean(token.must_change));
      await this.endSessions(tx, 'id', token.session_id, 'refresh_token_reused');
      audit(tx, { action: 'refresh_token_reused', recordType: 'Person', recordId: token.person_id });
      return null;
    });
    if (!pair) throw ended();
    return pair;
  }

  /** Ends the session the request came with; its access token stops counting with the next request. */
  async signOut(caller: Caller): Promise<void> {
    await this.unitOfWork.run(caller, async (tx) => {
      if (caller.sessionId) await this.endSessions(tx, 'id', caller.sessionId, 'signed_out');
      audit(tx, { action: 'signed_out', recordType: 'Person', recordId: caller.personId });
    });
  }

  /**
   * Changes the own password and ends every session of the person; the answer opens a new one (decision 40).
   * @throws HttpProblem 403 when the current password is wrong, 429 while the next try must wait; Refused when the new
   * password is weak
   */
  async changePassword(caller: Caller, currentPassword: string, newPassword: string, address: string): Promise<TokenPair> {
    const key = `change:${caller.personId}`;
    await this.delays.check(key, address);
    const [row] = await this.database.rows<{ password_hash: string }>('SELECT password_hash FROM credential WHERE id = ?', [
      caller.personId,
    ]);
    if (!(await passwordMatches(row?.password_hash ?? null, currentPassword))) {
      await this.delays.failed(key, address);
      throw new HttpProblem(403, 'wrong_password', 'The current password is wrong.');
    }
    checkPassword(newPassword, 'newPassword');
    const passwordHash = await hashPassword(newPassword);
    await this.delays.succeeded(key);
    return this.unitOfWork.run(keepingSecret(caller), async (tx) => {
      await tx.run('UPDATE credential SET password_hash = ?, must_change = 0, changed_at = ? WHERE id = ?', [
        passwordHash,
        stored(tx.now),
        caller.personId,
      ]);
      await this.links.withdraw(tx, caller.personId);
      await this.endSessions(tx, 'person_id', caller.personId, 'password_changed');
      audit(tx, { action: 'password_changed', recordType: 'Person', recordId: caller.personId });
      return this.pair(tx, caller.personId, await this.openSession(tx, caller.personId), false);
    });
  }

  /** Gives a person a password, as an administrator does; every session of that person ends, and every link to choose one. */
  async setPassword(tx: Transaction<any>, personId: string, passwordHash: string, mustChange: boolean): Promise<void> {
    const found = await tx.run('UPDATE credential SET password_hash = ?, must_change = ?, changed_at = ? WHERE id = ?', [
      passwordHash,
      mustChange ? 1 : 0,
      stored(tx.now),
      personId,
    ]);
    await this.links.withdraw(tx, personId);
    if (found === 0) await tx.insert(CredentialSchema, { id: personId, passwordHash, mustChange, changedAt: tx.now });
    else await this.endSessions(tx, 'person_id', personId, 'password_set');
  }

  private async openSession(tx: Transaction<any>, personId: string): Promise<string> {
    const id = newId(tx.now.getTime());
    await tx.insert(SessionSchema, { id, personId, createdAt: tx.now, endedAt: null, endReason: null });
    return id;
  }

  private async endSessions(tx: Transaction<any>, column: 'id' | 'person_id', value: string, reason: string): Promise<void> {
    await tx.run(`UPDATE session SET ended_at = ?, end_reason = ? WHERE ${column} = ? AND ended_at IS NULL`, [
      stored(tx.now),
      reason,
      value,
    ]);
  }

  private async pair(tx: Transaction<any>, personId: string, sessionId: string, mustChangePassword: boolean): Promise<TokenPair> {
    const refreshToken = newSecret();
    const expiresAt = new Date(tx.now.getTime() + REFRESH_MS);
    await tx.insert(RefreshTokenSchema, {
      id: newId(),
      sessionId,
      tokenHash: hashOf(refreshToken),
      createdAt: tx.now,
      expiresAt,
      usedAt: null,
    });
    return {
      accessToken: await signAccessToken(this.key, personId, sessionId),
      tokenType: 'Bearer',
      expiresIn: ACCESS_SECONDS,
      refreshToken,
      mustChangePassword,
    };
  }
}

const stored = (moment: Date): string => moment.toISOString().replace('T', ' ').replace('Z', '');
