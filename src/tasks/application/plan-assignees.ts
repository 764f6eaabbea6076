import { Injectable } from '@nestjs/common';
import { quoteValue } from '#libs/import-files';
import type { Connection } from '#libs/persistence';
import type { PlanFile, PlanResource } from '../import/plan-file.js';
import { AssigneeQueries, type Called } from '../persistence/assignee.queries.js';

/** Who of us does which task of a plan file, and what a report says of the others. */
export interface PlanAssignees {
  /** By the UIDs of the tasks. */
  readonly byTask: ReadonlyMap<number, Called>;
  readonly notes: readonly string[];
}

/** Finds the resources of a plan among our users and the contacts who may work for the account (BR-010, BR-022). */
@Injectable()
export class ResourceMatching {
  constructor(private readonly people: AssigneeQueries) {}

  /** A resource is somebody with the same e-mail address, else the one person of that name. A task has one assignee: the first. */
  async match(connection: Connection, accountId: string, { tasks, resources }: PlanFile): Promise<PlanAssignees> {
    const working = new Set(tasks.flatMap(({ resourceUids }) => resourceUids));
    const asked = resources.filter(({ uid }) => working.has(uid));
    if (!asked.length) return { byTask: new Map(), notes: [] };
    const emails = asked.flatMap(({ email }) => email?.toLowerCase() ?? []);
    const called = await this.people.called(connection, accountId, { emails, names: asked.map(({ name }) => name) });
    const found = new Map(asked.map((resource) => [resource.uid, oneOf(resource, called)]));
    const byTask = new Map<number, Called>();
    let several = 0;
    for (const { uid, resourceUids } of tasks) {
      const people = resourceUids.flatMap((resource) => found.get(resource) ?? []);
      if (people[0]) byTask.set(uid, people[0]);
      if (people.length > 1) several += 1;
    }
    const unknown = asked.filter(({ uid }) => !found.get(uid));
    return {
      byTask,
      notes: [
        ...unknown.map(
          ({ uid, name }) => `resource ${quoteValue(name)} (UID ${uid}) is no user or contact here; its tasks stay unassigned`,
        ),
        ...(several ? [`${several} tasks have several resources; the first that is known here is the assignee`] : []),
      ],
    };
  }
}

function oneOf({ name, email }: PlanResource, called: readonly Called[]): Called | null {
  const byEmail = called.filter((person) => person.email !== null && person.email === email?.toLowerCase());
  if (byEmail[0]) return byEmail[0];
  const byName = called.filter((person) => person.name === name);
  return byName.length === 1 ? byName[0]! : null;
}
