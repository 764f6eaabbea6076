import { AbilityFactory, type AppAbility } from '#libs/authorization';
import { Database, type EntitySchema, tableOf } from '#libs/persistence';
import { toState, withLinks } from '#libs/records';
import { ActorSource } from '../../src/identity/application/actor.source.js';
import { schemas } from '../../src/schemas.js';
import { TestApp } from '../support/test-app.js';
import { buildWorld, type Inhabitant } from '../support/world.js';

/** The schemas that rules are written about, by the subject's name. */
const SUBJECTS = new Map(schemas.map((schema) => [schema.options.name, schema as EntitySchema<any>]));

describe('the rules of every role, in memory and in SQL', () => {
  let test: TestApp;
  let people: Inhabitant[];

  beforeAll(async () => {
    test = await TestApp.start();
    people = await buildWorld(test);
  }, 120_000);
  afterAll(() => test.stop());

  const abilityOf = async (person: Inhabitant): Promise<AppAbility> => {
    const [row] = await test
      .get(Database)
      .rows<{ name: string; kind: 'internal'; mine: number; everyone: number }>(
        "SELECT p.name, p.kind, COALESCE(m.value, 0) AS mine, e.value AS everyone FROM person p LEFT JOIN access_stamp m ON m.id = p.id JOIN access_stamp e ON e.id = 'everyone' WHERE p.id = ?",
        [person.id],
      );
    return test.get(ActorSource).abilityOf({
      personId: person.id,
      name: row!.name,
      kind: row!.kind,
      stamp: `${row!.mine}.${row!.everyone}`,
      everyonesStamp: String(row!.everyone),
    });
  };

  /** All pairs of subject and action that any rule of anybody speaks of. */
  const questions = (abilities: AppAbility[]): [string, string][] => {
    const pairs = new Set<string>();
    for (const { rules } of abilities)
      for (const rule of rules) if (SUBJECTS.has(rule.subject)) for (const action of rule.actions) pairs.add(`${rule.subject} ${action}`);
    return [...pairs].sort().map((pair) => pair.split(' ') as [string, string]);
  };

  it('agree about every role, every action and every row', async () => {
    expect(test.get(AbilityFactory)).toBeDefined();
    const abilities = await Promise.all(people.map(abilityOf));
    const differences: string[] = [];
    let asked = 0;
    let granted = 0;
    for (const [subject, action] of questions(abilities)) {
      const schema = SUBJECTS.get(subject)!;
      const table = tableOf(schema);
      const rows = (await test.get(Database).rows(`SELECT * FROM \`${table.table}\` ORDER BY id`)).map((row) =>
        toState<Record<string, unknown>>(table, row),
      );
      for (const [i, ability] of abilities.entries()) {
        const { sql, params } = ability.where(action, subject, 't');
        const inSql = new Set(
          (await test.get(Database).rows<{ id: string }>(`SELECT t.id FROM \`${table.table}\` t WHERE ${sql}`, params)).map(({ id }) => id),
        );
        for (const row of rows) {
          const inMemory = ability.can(action, subject, await withLinks(test.get(Database), ability, schema, row));
          asked += 1;
          if (inMemory) granted += 1;
          if (inMemory !== inSql.has(String(row.id)))
            differences.push(`${people[i]!.role} ${action} ${subject} ${String(row.number ?? row.id)}: memory ${inMemory}`);
        }
      }
    }
    expect(differences).toEqual([]);
    // Questions with only one answer would prove little.
    expect(asked).toBeGreaterThan(5_000);
    expect(granted / asked).toBeGreaterThan(0.1);
    expect(granted / asked).toBeLessThan(0.9);
  }, 300_000);

  it('every rule that grants something on a row says why', async () => {
    for (const ability of await Promise.all(people.map(abilityOf))) {
      for (const rule of ability.rules) expect(rule.because).toMatch(/\w+ \w+/);
    }
  });
});
