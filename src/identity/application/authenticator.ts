import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { type Caller, type PersonKind } from '#libs/authorization';
import { type Authenticator, HttpProblem, versionOf } from '#libs/http';
import { Database, toDatabase } from '#libs/persistence';
import { AUDIENCE, hashOf, ISSUER, SigningKey } from './access-tokens.js';
import { ActorSource, type Standing } from './actor.source.js';

interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly exp: number;
}

/** Personal access tokens begin with this, so that one found in a log can be told. */
export const PERSONAL_PREFIX = 'qsp_';
const MOST_KEPT = 5_000;

const notSignedIn = (): HttpProblem =>
  new HttpProblem(401, 'not_signed_in', 'Sign in, or refresh your token.', { 'www-authenticate': 'Bearer' });

const STANDING = `SELECT p.id AS person_id, p.name, p.kind, COALESCE(mine.value, 0) AS mine, everyone.value AS everyone`;
const PERSON_JOINS = `LEFT JOIN access_stamp mine ON mine.id = p.id JOIN access_stamp everyone ON everyone.id = 'everyone'`;

interface StandingRow {
  readonly person_id: string;
  readonly name: string;
  readonly kind: PersonKind;
  readonly mine: number;
  readonly everyone: number;
  readonly session_id: string | null;
  readonly scopes?: string;
}

/**
 * Finds out who makes a request. The token says who signed in; whether that still counts, and with which rights, is
 * read at each request, in one statement (decision 15).
 */
@Injectable()
export class TokenAuthenticator implements Authenticator {
  private readonly passport = new passport.Passport();
  /** Tokens whose signature was found good, until they expire: the check need not be repeated. */
  private readonly verified = new Map<string, Claims>();

  constructor(
    private readonly database: Database,
    private readonly actors: ActorSource,
    key: SigningKey,
  ) {
    const options = {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: key.secret,
      algorithms: ['HS256' as const],
      issuer: ISSUER,
      audience: AUDIENCE,
    };
    this.passport.use(new Strategy(options, (claims: Claims, done) => done(null, claims)));
  }

  async authenticate(request: FastifyRequest): Promise<Caller> {
    const header = request.headers.authorization ?? '';
    const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (!token) throw notSignedIn();
    const row = token.startsWith(PERSONAL_PREFIX) ? await this.byPersonalToken(token, request) : await this.bySession(token, request);
    const standing: Standing = {
      personId: row.person_id,
      name: row.name,
      kind: row.kind,
      stamp: `${row.mine}.${row.everyone}`,
      everyonesStamp: String(row.everyone),
    };
    const ability = await this.actors.abilityOf(standing);
    return {
      personId: row.person_id,
      personName: row.name,
      requestId: String(request.id),
      actor: ability.actor,
      ability,
      sessionId: row.session_id,
      ifMatch: versionOf(request.headers['if-match']),
      accessStamp: standing.stamp,
    };
  }

  private async bySession(token: string, request: FastifyRequest): Promise<StandingRow> {
    const claims = await this.claimsOf(token, request);
    const [row] = await this.database.rows<StandingRow>(
      `${STANDING}, s.id AS session_id FROM session s JOIN person p ON p.id = s.person_id ${PERSON_JOINS} WHERE s.id = ? AND s.ended_at IS NULL AND p.active = 1`,
      [String(claims.sid)],
    );
    if (!row || row.person_id !== claims.sub) throw notSignedIn();
    return row;
  }

  private async byPersonalToken(token: string, request: FastifyRequest): Promise<StandingRow> {
    const [row] = await this.database.rows<StandingRow>(
      `${STANDING}, NULL AS session_id, t.scopes FROM access_token t JOIN person p ON p.id = t.person_id ${PERSON_JOINS} WHERE t.token_hash = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?) AND p.active = 1`,
      [hashOf(token), toDatabase(new Date(), { kind: 'instant' })],
    );
    if (!row) throw notSignedIn();
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const scopes = JSON.parse(row.scopes ?? '[]') as string[];
    if (!scopes.includes('write') && !(reading && scopes.includes('read'))) {
      throw new HttpProblem(403, 'insufficient_scope', 'This token was made without the scope for that.');
    }
    return row;
  }

  private async claimsOf(token: string, request: FastifyRequest): Promise<Claims> {
    const known = this.verified.get(token);
    if (known && known.exp * 1000 > Date.now()) return known;
    this.verified.delete(token);
    const claims = await this.verify(request);
    this.verified.set(token, claims);
    if (this.verified.size > MOST_KEPT) this.verified.delete(this.verified.keys().next().value!);
    return claims;
  }

  private verify(request: FastifyRequest): Promise<Claims> {
    return new Promise((resolve, reject) => {
      const answer = (error: unknown, claims: Claims | false | undefined) => (error || !claims ? reject(notSignedIn()) : resolve(claims));
      const check = this.passport.authenticate('jwt', { session: false }, answer) as (...parts: unknown[]) => void;
      check(request.raw, {}, reject);
    });
  }
}
