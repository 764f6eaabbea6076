import { DataSource } from 'typeorm';
import { type Actor, AppAbility, type Conditions, FactSet, type Rule } from '#libs/authorization';
import {
  createTable,
  type Database,
  dataSourceOptions,
  flag,
  instant,
  integer,
  key,
  looseReference,
  openDatabase,
  optional,
  tableOf,
  tableSchema,
  text,
  toDatabase,
  UnitOfWork,
} from '#libs/persistence';
import { toState } from '#libs/records';
import { type FreshDatabase, freshDatabase } from '../support/databases.js';

interface Dock {
  id: string;
  zone: string | null;
  depth: number | null;
}
interface Ship {
  id: string;
  name: string | null;
  size: number | null;
  afloat: boolean | null;
  builtAt: Date | null;
  dockId: string | null;
}

const DOCK = { id: key(), zone: optional(text(20)), depth: optional(integer()) };
const SHIP = {
  id: key(),
  name: optional(text(20)),
  size: optional(integer()),
  afloat: optional(flag()),
  builtAt: optional(instant()),
  dockId: optional(looseReference()),
};
const DockSchema = tableSchema<Dock>('Dock', 'dock', DOCK);
const ShipSchema = tableSchema<Ship>('Ship', 'ship', SHIP, { links: { dock: { property: 'dockId', table: 'Dock' } } });

/** A small generator with a seed, so that a failure can be repeated. */
class Dice {
  constructor(private state: number) {}

  next(below: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.next(choices.length)]!;
  }
}

const NAMES = ['ada', 'Ada', 'bea', 'a', 'ö', null];
const SIZES = [0, 1, 2, 3, null];
const ZONES = ['north', 'South', 'south ', null];
const DAYS = [new Date('2026-01-01T00:00:00.000Z'), new Date('2026-01-01T00:00:00.001Z'), new Date('2027-06-30T12:00:00.500Z'), null];
const idOf = (n: number): string => n.toString(16).padStart(32, '0');
const DOCK_IDS = Array.from({ length: 6 }, (_, n) => idOf(n + 1));
const present = <T>(values: readonly (T | null)[]): T[] => values.filter((one): one is T => one !== null);

function leaf(dice: Dice): Conditions {
  const compare = <T>(path: string, values: readonly (T | null)[]): Conditions => {
    const operator = dice.of(['$eq', '$ne', '$in', '$nin', '$lt', '$lte', '$gt', '$gte', 'plain']);
    if (operator === '$in' || operator === '$nin') {
      const list = Array.from({ length: dice.next(3) }, () => dice.of(values));
      return { [path]: { [operator]: list } } as unknown as Conditions;
    }
    if (operator === 'plain') return { [path]: dice.of(values) } as unknown as Conditions;
    const value = operator === '$eq' || operator === '$ne' ? dice.of(values) : dice.of(present(values));
    return { [path]: { [operator]: value } } as unknown as Conditions;
  };
  const equal = (path: string, values: readonly unknown[]): Conditions =>
    ({ [path]: dice.of([true, false]) ? dice.of(values) : { [dice.of(['$eq', '$ne'])]: dice.of(values) } }) as unknown as Conditions;
  switch (dice.next(8)) {
    case 0:
      return equal('name', NAMES);
    case 1:
      return compare('size', SIZES);
    case 2:
      return equal('afloat', [true, false, null]);
    case 3:
      return compare('builtAt', DAYS);
    case 4:
      return { dockId: { [dice.of(['$in', '$nin'])]: factSet(dice) } } as Conditions;
    case 5:
      return equal('dock.zone', ZONES);
    case 6:
      return compare('dock.depth', SIZES);
    default:
      return equal('dockId', [...DOCK_IDS, null]);
  }
}

/** Small sets go into the statement as a list, large ones as a sub-select; both must say what the set in memory says. */
function factSet(dice: Dice): FactSet {
  if (dice.of([true, false])) return FactSet.of(...DOCK_IDS.filter(() => dice.of([true, false])));
  const depth = dice.next(3);
  const ids = DOCKS.filter((dock) => dock.depth !== null && dock.depth >= depth).map(({ id }) => id);
  const padding = Array.from({ length: 300 }, (_, n) => idOf(n + 10_000));
  return new FactSet(new Set([...ids, ...padding]), { sql: 'SELECT d.id FROM dock d WHERE d.depth >= ?', params: [depth] });
}

function conditions(dice: Dice, depth: number): Conditions {
  if (depth === 0 || dice.next(3) === 0) return dice.next(3) === 0 ? { ...leaf(dice), ...leaf(dice) } : leaf(dice);
  const operator = dice.of(['$and', '$or', '$nor']);
  return {
    [operator]: Array.from({ length: dice.next(3) + (operator === '$nor' ? 1 : 0) }, () => conditions(dice, depth - 1)),
  } as Conditions;
}

const rules = (dice: Dice): Rule[] =>
  Array.from({ length: 1 + dice.next(4) }, (_, i) => ({
    persona: 'everyone' as const,
    actions: ['read'],
    subject: 'Ship',
    inverted: i > 0 && dice.next(3) === 0,
    because: 'by chance',
    ...(dice.next(8) === 0 ? {} : { conditions: conditions(dice, 3) }),
  }));

const DOCKS: Dock[] = DOCK_IDS.slice(0, 5).map((id, n) => ({ id, zone: ZONES[n % ZONES.length]!, depth: SIZES[n % SIZES.length]! }));

function ships(dice: Dice): Ship[] {
  return Array.from({ length: 60 }, (_, n) => ({
    id: idOf(n + 100),
    name: dice.of(NAMES),
    size: dice.of(SIZES),
    afloat: dice.of([true, false, null]),
    builtAt: dice.of(DAYS),
    // The sixth dock does not exist: a link that leads nowhere counts as an empty one.
    dockId: dice.of([...DOCK_IDS.slice(0, 5), null]),
  }));
}

describe('rules in memory and in SQL', () => {
  let fresh: FreshDatabase;
  let source: DataSource;
  let database: Database;
  let all: Ship[];

  beforeAll(async () => {
    fresh = await freshDatabase();
    source = await new DataSource(dataSourceOptions(fresh.url, [DockSchema, ShipSchema], [], 2)).initialize();
    const q = source.createQueryRunner();
    await createTable(q, 'dock', DOCK);
    await createTable(q, 'ship', SHIP);
    await q.release();
    database = openDatabase(source);
    await new UnitOfWork(database).run({ personId: null, personName: 'test', requestId: 'test' }, async (tx) => {
      await tx.insert(DockSchema, ...DOCKS);
      await tx.insert(ShipSchema, ...ships(new Dice(7)));
    });
    const rows = await database.rows('SELECT * FROM ship ORDER BY id');
    all = rows.map((row) => toState<Ship>(tableOf(ShipSchema), row));
  });

  afterAll(async () => {
    await database.close();
    await source.destroy();
    await fresh.drop();
  });

  const decide = (ability: AppAbility): string[] => {
    const docks = new Map(DOCKS.map((dock) => [dock.id, dock]));
    return all
      .filter((ship) => ability.can('read', 'Ship', { ...ship, dock: ship.dockId ? docks.get(ship.dockId)! : null }))
      .map(({ id }) => id);
  };
  const select = async (ability: AppAbility): Promise<string[]> => {
    const { sql, params } = ability.where('read', 'Ship', 't');
    return (await database.rows<{ id: string }>(`SELECT t.id FROM ship t WHERE ${sql} ORDER BY t.id`, params)).map(({ id }) => id);
  };

  it.each([1, 2, 3, 4])('give the same rows for 250 random rule sets (seed %i)', async (seed) => {
    const dice = new Dice(seed * 7919);
    const sizes = new Set<number>();
    for (let n = 0; n < 250; n += 1) {
      const set = rules(dice);
      const ability = new AppAbility({} as Actor, set);
      const inMemory = decide(ability);
      const inSql = await select(ability);
      if (inSql.join() !== inMemory.join())
        throw new Error(`seed ${seed}, set ${n}: ${JSON.stringify(set)} gives ${inMemory.length} in memory and ${inSql.length} in SQL`);
      sizes.add(inSql.length);
    }
    // The sets must tell rows apart; all-or-nothing sets would prove little.
    expect(sizes.size).toBeGreaterThan(20);
  });

  it('nothing is permitted without a rule', async () => {
    const ability = new AppAbility({} as Actor, []);
    expect(await select(ability)).toEqual([]);
    expect(decide(ability)).toEqual([]);
  });

  it('an operator or a field that is not known stops both sides', () => {
    const rule = (conditions: unknown): AppAbility =>
      new AppAbility({} as Actor, [
        { persona: 'everyone', actions: ['read'], subject: 'Ship', inverted: false, because: 'x', conditions: conditions as Conditions },
      ]);
    expect(() => rule({ name: { $regex: 'a' } }).where('read', 'Ship', 't')).toThrow('operator $regex');
    expect(() => rule({ nothing: 1 }).where('read', 'Ship', 't')).toThrow('Ship.nothing is not a column');
    expect(() => rule({ nothing: 1 }).can('read', 'Ship', all[0]!)).toThrow('"nothing" is not loaded');
    expect(() => rule({ name: undefined }).where('read', 'Ship', 't')).toThrow('has no value');
  });

  it('a value is never written into the statement', () => {
    const evil = "x' OR '1'='1";
    const ability = new AppAbility({} as Actor, [
      {
        persona: 'everyone',
        actions: ['read'],
        subject: 'Ship',
        inverted: false,
        because: 'x',
        conditions: { name: evil, dockId: { $in: [evil] } },
      },
    ]);
    const { sql, params } = ability.where('read', 'Ship', 't');
    expect(sql).not.toContain(evil);
    expect(params).toEqual([evil, evil]);
    expect(toDatabase(true, flag())).toBe(1);
  });
});
