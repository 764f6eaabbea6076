/** TypeORM's words for those who name a schema or a data source without touching the database. */
export type { DataSource, EntitySchema } from 'typeorm';
export * from './columns.js';
export { type Connection, Database, type Dialect, type StatementListener } from './database.js';
export { isAway, isBrokenReference, isDuplicate, isWorthRepeating, LostAtCommit } from './database-error.js';
export { migrateDatabase } from './migrate-database.js';
export { addColumn, addIndex, createTable, dropIndex } from './migration.js';
export { NumberCounterSchema } from './number-counter.schema.js';
export { NUMBER_PREFIXES, Numbering, type NumberPrefix } from './numbering.js';
export { openDatabase } from './open-database.js';
export { narrowedSchema, recordSchema, type TableInfo, tableNamed, tableOf, tableSchema } from './record-schema.js';
export { rowsIn } from './rows-in.js';
export { dataSourceOptions, faultOfDatabaseUrl } from './settings.js';
export { type Origin, RowRaced, Transaction } from './transaction.js';
export { type TransactionFrame, UnitOfWork } from './unit-of-work.js';
export { fromDatabase, isoInstant, toAnswer, toDatabase } from './values.js';
