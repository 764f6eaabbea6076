import { formatRefusal, quoteValue } from '#libs/import-files';
import type { Transaction } from '#libs/persistence';
import type { NamedContact, NamedCustomers } from '../../customers/index.js';
import type { Membership, NamedPeople } from '../../identity/index.js';
import type { IncidentCase, IncidentEvent } from '../import/incident-log.js';

/** Where somebody called from: the places in the order of the file, the first one is the home of a new contact. */
type Callers = Map<string, { readonly line: number; readonly locations: Set<string> }>;

/** Everybody that the cases of an incident log name, as records of ours. */
export class IncidentParties {
  private constructor(
    private readonly accounts: ReadonlyMap<string, string>,
    private readonly contacts: ReadonlyMap<string, NamedContact>,
    private readonly users: ReadonlyMap<string, string>,
    private readonly groups: ReadonlyMap<string, string>,
    /** Callers that could not be made a contact, one line each. */
    readonly notes: readonly string[],
  ) {}

  /** Finds them by name and makes those that are missing: a caller's account is that of the first row where it calls. */
  static async of(
    file: string,
    tx: Transaction<any>,
    cases: readonly IncidentCase[],
    customers: NamedCustomers,
    people: NamedPeople,
  ): Promise<IncidentParties> {
    const callers = callersOf(cases);
    const named = (pick: (event: IncidentEvent) => string | null) => distinct(cases.flatMap(({ events }) => events.map(pick)));
    const accounts = await customers.accounts(
      tx,
      named(({ location }) => location),
    );
    const homes = new Map([...callers].map(([name, { locations }]) => [name, accounts.get([...locations][0] ?? '') ?? null]));
    const contacts = await customers.contacts(tx, homes);
    await customers.relate(tx, furtherAccounts(callers, accounts, contacts));
    const users = await people.users(
      tx,
      distinct([...named(({ assignedTo }) => assignedTo), ...cases.map(({ resolvedBy }) => resolvedBy)]),
    );
    const groups = await people.groups(
      tx,
      named(({ assignmentGroup }) => assignmentGroup),
    );
    await people.join(tx, memberships(cases, users, groups));
    const homeless = [...callers].filter(([name]) => !contacts.has(name));
    const notes = homeless.map(([name, { line }]) =>
      formatRefusal({ file, line, reason: `caller ${quoteValue(name)} has no location, so no contact is made` }),
    );
    return new IncidentParties(accounts, contacts, users, groups, notes);
  }

  account(name: string | null): string | null {
    return (name !== null && this.accounts.get(name)) || null;
  }

  contact(name: string | null): NamedContact | null {
    return (name !== null && this.contacts.get(name)) || null;
  }

  user(name: string | null): string | null {
    return (name !== null && this.users.get(name)) || null;
  }

  group(name: string | null): string | null {
    return (name !== null && this.groups.get(name)) || null;
  }
}

const distinct = (names: readonly (string | null)[]): string[] => [...new Set(names)].filter((name) => name !== null);

/** The cases stand in the order of their first rows; the calls are wanted in the order of all rows. */
function callersOf(cases: readonly IncidentCase[]): Callers {
  const events = cases.flatMap((one) => one.events).sort((a, b) => a.line - b.line);
  const callers: Callers = new Map();
  for (const { caller, location, line } of events) {
    if (caller === null) continue;
    const known = callers.get(caller) ?? { line, locations: new Set<string>() };
    if (location !== null) known.locations.add(location);
    callers.set(caller, known);
  }
  return callers;
}

function furtherAccounts(callers: Callers, accounts: ReadonlyMap<string, string>, contacts: ReadonlyMap<string, NamedContact>) {
  return [...contacts].flatMap(([name, { id: contactId, accountId: own }]) => {
    const reached = [...(callers.get(name)?.locations ?? [])].map((location) => accounts.get(location)!);
    return [...new Set(reached)].filter((accountId) => accountId !== own).map((accountId) => ({ contactId, accountId }));
  });
}

function memberships(
  cases: readonly IncidentCase[],
  users: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, string>,
): Membership[] {
  const pairs = new Map<string, Membership>();
  for (const { assignedTo, assignmentGroup } of cases.flatMap(({ events }) => events)) {
    if (assignedTo === null || assignmentGroup === null) continue;
    const pair = { groupId: groups.get(assignmentGroup)!, personId: users.get(assignedTo)! };
    pairs.set(`${pair.groupId} ${pair.personId}`, pair);
  }
  return [...pairs.values()];
}
