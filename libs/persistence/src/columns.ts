/** What a column holds. Each kind has one form in the database on SQLite, MariaDB and MySQL. */
export type ColumnKind = 'id' | 'text' | 'longText' | 'integer' | 'bigInteger' | 'decimal' | 'money' | 'flag' | 'instant' | 'date' | 'json';

/** One column, as both the entity schema and a migration describe it. */
export interface Column {
  readonly kind: ColumnKind;
  readonly length?: number;
  readonly nullable?: boolean;
  readonly default?: string;
  readonly primary?: boolean;
  /** The database counts it up. */
  readonly counted?: boolean;
  /** The table whose id this column holds. */
  readonly references?: string;
  readonly onDelete?: 'RESTRICT' | 'CASCADE' | 'SET NULL';
}

/** The record's own id: UUIDv7 as 32 hex digits. */
export const key = (): Column => ({ kind: 'id', primary: true });
/** A number that the database gives; for rows that nothing refers to. */
export const serial = (): Column => ({ kind: 'integer', primary: true, counted: true });
/** A text key chosen by us, as a plugin's id or a property's name. */
export const textKey = (length = 100): Column => ({ kind: 'text', length, primary: true });
export const text = (length: number): Column => ({ kind: 'text', length });
/** Up to 64 kB of UTF-8; never indexed. */
export const longText = (): Column => ({ kind: 'longText' });
export const integer = (initial?: number): Column => ({ kind: 'integer', ...(initial === undefined ? {} : { default: String(initial) }) });
export const bigInteger = (initial?: number): Column => ({
  kind: 'bigInteger',
  ...(initial === undefined ? {} : { default: String(initial) }),
});
/** A number with a fraction that is no money, as a percentage. */
export const decimal = (): Column => ({ kind: 'decimal' });
/** An amount of money, kept to the cent. */
export const money = (): Column => ({ kind: 'money' });
export const flag = (initial?: boolean): Column => ({ kind: 'flag', ...(initial === undefined ? {} : { default: initial ? '1' : '0' }) });
/** A moment in UTC, to the millisecond. */
export const instant = (): Column => ({ kind: 'instant' });
/** A plain calendar date, YYYY-MM-DD, without a time or zone. */
export const date = (): Column => ({ kind: 'date' });
/** A small structure stored as JSON text; never searched. */
export const json = (): Column => ({ kind: 'json' });
/** The id of a record of another table, checked by the database. */
export const reference = (table: string, onDelete: Column['onDelete'] = 'RESTRICT'): Column => ({
  kind: 'id',
  references: table,
  onDelete,
});
/** An id that the database does not check, for records of any kind (an activity entry's record). */
export const looseReference = (): Column => ({ kind: 'id' });
export const optional = (column: Column): Column => ({ ...column, nullable: true });

/** How a kind is called by TypeORM, the same on each database it runs on. */
export const typeOf = (column: Column): { type: string; length?: string; precision?: number; scale?: number } => {
  switch (column.kind) {
    case 'id':
      return { type: 'varchar', length: '32' };
    case 'text':
      return { type: 'varchar', length: String(column.length) };
    case 'longText':
    case 'json':
      return { type: 'text' };
    case 'integer':
      return { type: 'int' };
    case 'bigInteger':
      return { type: 'bigint' };
    case 'decimal':
      return { type: 'double' };
    case 'money':
      return { type: 'decimal', precision: 15, scale: 2 };
    case 'flag':
      return { type: 'boolean' };
    case 'instant':
      return { type: 'datetime', precision: 3 };
    case 'date':
      return { type: 'date' };
  }
};

/** `plannedStart` as the database writes it: `planned_start`. */
export const columnName = (property: string): string => property.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const clip = (name: string): string => (name.length <= 60 ? name : name.slice(0, 60));
export const indexName = (table: string, properties: readonly string[], unique: boolean): string =>
  clip(`${unique ? 'ux' : 'ix'}_${table}_${properties.map(columnName).join('_')}`);
export const fullTextName = (table: string, property: string): string => clip(`ft_${table}_${columnName(property)}`);
export const foreignKeyName = (table: string, property: string): string => clip(`fk_${table}_${columnName(property)}`);

export interface TableShape {
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
  /** Texts with the database's own full-text index, which `addFullText` makes. */
  readonly fullText?: readonly string[];
  /** Records that rules may look at through an id of this one: `{ case: { property: 'caseId', table: 'ServiceCase' } }`. */
  readonly links?: Readonly<Record<string, { readonly property: string; readonly table: string }>>;
}
