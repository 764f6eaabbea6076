import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import type { Caller, PersonKind } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { type Connection, Database, isDuplicate, RowRaced, type Transaction, UnitOfWork } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { EVERY_MAIL_KIND, type MailKind, switchesOf } from '../domain/mail-kinds.js';
import type { UpdateProfileDto } from '../dto/profile.dto.js';
import { IdentityApi } from '../identity.api.js';
import { MutedMailSchema } from '../persistence/password-link.schema.js';
import { PersonSchema, type PersonState } from '../persistence/person.schema.js';

const SUBJECTS: Readonly<Record<PersonKind, string>> = { internal: 'User', contact: 'Contact', consumer: 'Consumer' };
/** What they change of it, beside which mails they get. */
export const PROFILE_FIELDS = ['title', 'phone', 'mobilePhone', 'timeZone', 'language', 'notifications'] as const;

/** What everybody who is signed in keeps of the own data: contact details, time zone, language, which mails to get (BR-171, BR-174). */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityApi,
  ) {}

  show(caller: Caller): Promise<Record<string, unknown>> {
    return this.read(this.database, caller.personId);
  }

  /** @throws Invalid, Stale */
  update(caller: Caller, payload: Payload<UpdateProfileDto>): Promise<Record<string, unknown>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { mails = {}, ...details } = payload.read();
      // Switches are rows of their own, so what was raced takes the person before it looks at them.
      if (tx.forUpdateWhenRepeated) await tx.rows(`SELECT p.id FROM person p WHERE p.id = ?${tx.forUpdateWhenRepeated}`, [caller.personId]);
      const person = await this.person(tx, caller.personId);
      checkVersion(caller, person);
      const changed = PROFILE_FIELDS.filter((name) => details[name] !== undefined && details[name] !== person[name]);
      const switched = await this.switchMails(tx, person.id, mails);
      if (!changed.length && !switched) return this.read(tx, person.id);
      await this.identity.changePerson(tx, person, Object.fromEntries(changed.map((name) => [name, details[name]])));
      const before = Object.fromEntries(changed.map((name) => [name, person[name]]));
      const after = Object.fromEntries(changed.map((name) => [name, details[name]]));
      audit(tx, {
        action: 'updated',
        recordType: SUBJECTS[person.kind],
        recordId: person.id,
        recordNumber: person.number,
        before,
        after: switched ? { ...after, mails } : after,
      });
      return this.read(tx, person.id);
    });
  }

  /** Switches kinds of mail off and on. @returns whether that changed anything */
  private async switchMails(tx: Transaction<any>, personId: string, mails: Partial<Record<MailKind, boolean>>): Promise<boolean> {
    const named = EVERY_MAIL_KIND.filter((kind) => mails[kind] !== undefined);
    if (!named.length) return false;
    const muted = await this.muted(tx, personId);
    const off = named.filter((kind) => !mails[kind] && !muted.has(kind));
    const on = named.filter((kind) => mails[kind] && muted.has(kind));
    await tx.insert(MutedMailSchema, ...off.map((kind) => ({ personId, kind }))).catch((error: unknown) => {
      // Switched off at the same moment by another request of the same person.
      throw isDuplicate(error) ? new RowRaced() : error;
    });
    if (on.length)
      await tx.run(`DELETE FROM muted_mail WHERE person_id = ? AND kind IN (${on.map(() => '?').join(', ')})`, [personId, ...on]);
    return off.length + on.length > 0;
  }

  private async person(connection: Connection, personId: string): Promise<PersonState> {
    return (await statesOf<PersonState>(connection, PersonSchema, 'id', [personId]))[0]!;
  }

  private async muted(connection: Connection, personId: string): Promise<Set<string>> {
    const rows = await connection.rows<{ kind: string }>('SELECT kind FROM muted_mail WHERE person_id = ?', [personId]);
    return new Set(rows.map(({ kind }) => kind));
  }

  private async read(connection: Connection, personId: string): Promise<Record<string, unknown>> {
    const person = await this.person(connection, personId);
    return {
      id: person.id,
      kind: person.kind,
      number: person.number,
      name: person.name,
      firstName: person.firstName,
      lastName: person.lastName,
      userName: person.userName,
      email: person.email,
      ...Object.fromEntries(PROFILE_FIELDS.map((name) => [name, person[name]])),
      mails: switchesOf(await this.muted(connection, personId)),
      updatedAt: person.updatedAt.toISOString(),
      version: person.version,
    };
  }
}
