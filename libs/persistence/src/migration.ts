import { type QueryRunner, Table, TableColumn, TableForeignKey, TableIndex } from 'typeorm';
import { type Column, columnName, foreignKeyName, indexName, type TableShape, typeOf } from './columns.js';

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

const tableColumn = (q: QueryRunner, property: string, column: Column): TableColumn => {
  const { type, ...rest } = typeOf(column);
  return new TableColumn({
    name: columnName(property),
    type: q.connection.driver.normalizeType({ type: type as never }),
    ...rest,
    isPrimary: column.primary ?? false,
    isNullable: column.nullable ?? false,
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
