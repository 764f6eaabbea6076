import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import {
  type Column,
  columnName,
  foreignKeyName,
  fullTextName,
  indexName,
  instant,
  integer,
  key,
  type TableShape,
  typeOf,
} from './columns.js';

/** A table as the queries see it: its name, and the database's name and kind of each property. */
export interface TableInfo {
  readonly name: string;
  readonly table: string;
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly column: Column }>;
  /** Other records that a rule may look at, by the property that holds their id. */
  readonly links: ReadonlyMap<string, { readonly property: string; readonly table: string }>;
  /** Only the rows with these values are records of this schema. */
  readonly only?: Readonly<Record<string, string>>;
}

const tables = new WeakMap<EntitySchema<never>, TableInfo>();
const byName = new Map<string, TableInfo>();

/** The columns that every record has. */
const RECORD: Record<string, Column> = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

/** Maps a state interface to a table of records (with id, createdAt, updatedAt, version). */
export const recordSchema = <S extends object>(
  name: string,
  table: string,
  columns: Record<Exclude<keyof S, 'id' | 'createdAt' | 'updatedAt' | 'version'>, Column>,
  shape: TableShape = {},
): EntitySchema<S> => tableSchema<S>(name, table, { ...RECORD, ...columns } as Record<keyof S, Column>, shape);

/** Maps a row interface to a table that holds no records of its own, as the members of a group. */
export const tableSchema = <S extends object>(
  name: string,
  table: string,
  columns: Record<keyof S, Column>,
  shape: TableShape = {},
): EntitySchema<S> => {
  const entries = Object.entries<Column>(columns);
  const schema = new EntitySchema<S>({
    name,
    tableName: table,
    columns: Object.fromEntries(entries.map(([property, column]) => [property, columnOptions(property, column)])) as never,
    indices: [...indices(table, shape.unique, true), ...indices(table, shape.index, false), ...fullTexts(table, shape.fullText)],
    foreignKeys: entries
      .filter(([, column]) => column.references)
      .map(([property, column]) => ({
        name: foreignKeyName(table, property),
        target: column.references!,
        columnNames: [property],
        referencedColumnNames: ['id'],
        onDelete: column.onDelete ?? 'RESTRICT',
        onUpdate: 'NO ACTION' as const,
      })),
  });
  const info: TableInfo = {
    name,
    table,
    columns: new Map(entries.map(([property, column]) => [property, { name: columnName(property), column }])),
    links: new Map(Object.entries(shape.links ?? {})),
  };
  tables.set(schema as EntitySchema<never>, info);
  byName.set(name, info);
  return schema;
};

/**
 * A schema over some rows of another one's table, as the contacts among the persons. Rules and queries about it see no
 * other row; the table itself belongs to the schema that is narrowed.
 */
export const narrowedSchema = <S extends object>(
  name: string,
  whole: EntitySchema<any>,
  only: Readonly<Record<string, string>>,
): EntitySchema<S> => {
  const schema = new EntitySchema<S>({ ...whole.options, name } as never);
  const info: TableInfo = { ...tableOf(whole), name, only };
  tables.set(schema as EntitySchema<never>, info);
  byName.set(name, info);
  return schema;
};

/** The table behind a schema that was made here. */
export const tableOf = (schema: EntitySchema<never> | EntitySchema<any>): TableInfo => {
  const info = tables.get(schema as EntitySchema<never>);
  if (!info) throw new Error(`${schema.options.name} was not made by recordSchema or tableSchema`);
  return info;
};

/** Every table that a schema was made for. */
export const tablesKnown = (): Iterable<TableInfo> => new Map([...byName.values()].map((info) => [info.table, info])).values();

/** The table of a subject that rules are written about, by its schema's name. */
export const tableNamed = (name: string): TableInfo => {
  const info = byName.get(name);
  if (!info) throw new Error(`there is no schema named ${name}`);
  return info;
};

const columnOptions = (property: string, column: Column): EntitySchemaColumnOptions =>
  ({
    name: columnName(property),
    ...typeOf(column),
    ...(column.primary ? { primary: true } : {}),
    ...(column.counted ? { generated: 'increment' } : {}),
    ...(column.nullable ? { nullable: true } : {}),
    ...(column.default === undefined ? {} : { default: column.kind === 'flag' ? column.default === '1' : Number(column.default) }),
  }) as EntitySchemaColumnOptions;

const indices = (table: string, lists: TableShape['index'], unique: boolean) =>
  (lists ?? []).map((properties) => ({ name: indexName(table, properties, unique), columns: [...properties], unique }));

/** What each database makes in its own way; TypeORM is told of it only so that it lets it be. */
const fullTexts = (table: string, properties: TableShape['fullText']) =>
  (properties ?? []).map((property) => ({ name: fullTextName(table, property), columns: [property], synchronize: false }));
