import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Database } from '#libs/persistence';

/** What contexts further right know about a person: its account, its contact. */
export type ProfilePart = (caller: Caller) => Promise<Record<string, unknown>>;

/** Describes the person who is signed in. */
@Injectable()
export class WhoAmI {
  private readonly parts: ProfilePart[] = [];

  constructor(private readonly database: Database) {}

  /** A context adds what it knows. */
  add(part: ProfilePart): void {
    this.parts.push(part);
  }

  async describe(caller: Caller): Promise<Record<string, unknown>> {
    const [person] = await this.database.rows<{ user_name: string | null; email: string | null; must_change: number | null }>(
      'SELECT p.user_name, p.email, c.must_change FROM person p LEFT JOIN credential c ON c.id = p.id WHERE p.id = ?',
      [caller.personId],
    );
    const described = { account: null, contact: null };
    for (const part of this.parts) Object.assign(described, await part(caller));
    return {
      user: {
        id: caller.personId,
        userName: person?.user_name ?? null,
        name: caller.personName,
        email: person?.email ?? null,
        kind: caller.actor.kind,
      },
      roles: [...caller.actor.roles].sort(),
      ...described,
      permissions: permissionsOf(caller),
      mustChangePassword: Boolean(person?.must_change),
    };
  }
}

/** What the person may do on at least some record of each kind. */
function permissionsOf(caller: Caller): Record<string, string[]> {
  const permissions: Record<string, Set<string>> = {};
  for (const { subject, actions, inverted } of caller.ability.rules) {
    if (inverted) continue;
    const known = permissions[subject] ?? new Set<string>();
    permissions[subject] = known;
    for (const action of actions) known.add(action);
  }
  return Object.fromEntries(
    Object.entries(permissions)
      .sort()
      .map(([subject, actions]) => [subject, [...actions].sort()]),
  );
}
