import { type QueryRunner, Table, TableColumn, TableForeignKey, TableIndex } from 'typeorm';
import { type Column, columnName, foreignKeyName, fullTextName, indexName, type TableShape, typeOf } from './columns.js';

/**
 * Creates a table from the same description as its schema, with the same names of keys and indexes on each database.
 * One table a migration step: MariaDB cannot take back a structural change.
 */
export async function createTable(q: QueryRunner, table: string, columns: Record<string, Column>, shape: TableShape = {}): Promise<void> {
  await q.createTable(
    new Table({
      name: table,
      columns: Object.entries(columns).map(([property, column]) => tableColumn(q, property, column)),
      foreignKeys: Object.entries(columns)
        .filter(([, column]) => column.references)
        .map(([property, column]) => foreignKey(table, property, column)),
      indices: [...indices(table, shape.unique, true), ...indices(table, shape.index, false)],
    }),
  );
}

/** Adds a column to a table that exists; it must be nullable or have a default. */
export async function addColumn(q: QueryRunner, table: string, property: string, column: Column): Promise<void> {
  await q.addColumn(table, tableColumn(q, property, column));
  if (column.references) await q.createForeignKey(table, foreignKey(table, property, column));
}

export async function addIndex(q: QueryRunner, table: string, properties: readonly string[], unique = false): Promise<void> {
  await q.createIndex(table, indices(table, [properties], unique)[0]!);
}

export async function dropIndex(q: QueryRunner, table: string, properties: readonly string[], unique = false): Promise<void> {
  await q.dropIndex(table, indexName(table, properties, unique));
}

/**
 * Gives a text its full-text index: on MariaDB and MySQL an index of the table, on SQLite a table of FTS5 beside it, which
 * triggers keep in step. The text must hold words of ASCII letters, digits and `_` alone, as the index of texts does; the
 * table must have a `serial` key. A migration that has SQLite make the table anew must add it again.
 */
export async function addFullText(q: QueryRunner, table: string, property: string): Promise<void> {
  const [name, column] = [fullTextName(table, property), columnName(property)];
  if (!isSqlite(q)) return void (await q.query(`CREATE FULLTEXT INDEX \`${name}\` ON \`${table}\` (\`${column}\`)`));
  await q.query(
    `CREATE VIRTUAL TABLE ${name} USING fts5(${column}, content='${table}', content_rowid='id', detail='none', columnsize=0, tokenize="ascii tokenchars '_'")`,
  );
  await q.query(`INSERT INTO ${name} (${name}) VALUES ('rebuild')`);
  const add = `INSERT INTO ${name} (rowid, ${column}) VALUES (new.id, new.${column});`;
  const take = `INSERT INTO ${name} (${name}, rowid, ${column}) VALUES ('delete', old.id, old.${column});`;
  for (const [event, work] of Object.entries({ INSERT: add, DELETE: take, UPDATE: `${take} ${add}` }))
    await q.query(`CREATE TRIGGER ${name}_${event.toLowerCase()} AFTER ${event} ON ${table} BEGIN ${work} END`);
}

/** Before its table is dropped. */
export async function dropFullText(q: QueryRunner, table: string, property: string): Promise<void> {
  if (isSqlite(q)) await q.query(`DROP TABLE ${fullTextName(table, property)}`);
}

const isSqlite = (q: QueryRunner): boolean => q.connection.options.type === 'better-sqlite3';

const tableColumn = (q: QueryRunner, property: string, column: Column): TableColumn => {
  const { type, ...rest } = typeOf(column);
  return new TableColumn({
    name: columnName(property),
    type: q.connection.driver.normalizeType({ type: type as never }),
    ...rest,
    isPrimary: column.primary ?? false,
    isNullable: column.nullable ?? false,
    ...(column.counted ? { isGenerated: true, generationStrategy: 'increment' as const } : {}),
    ...(column.default === undefined ? {} : { default: column.default }),
  });
};

const foreignKey = (table: string, property: string, column: Column): TableForeignKey =>
  new TableForeignKey({
    name: foreignKeyName(table, property),
    columnNames: [columnName(property)],
    referencedTableName: column.references!,
    referencedColumnNames: ['id'],
    onDelete: column.onDelete ?? 'RESTRICT',
    onUpdate: 'NO ACTION',
  });

const indices = (table: string, lists: TableShape['index'], unique: boolean): TableIndex[] =>
  (lists ?? []).map(
    (properties) =>
      new TableIndex({ name: indexName(table, properties, unique), columnNames: properties.map(columnName), isUnique: unique }),
  );
