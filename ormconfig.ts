import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#libs/persistence';
import { migrations } from './src/migrations/index.js';
import { schemas } from './src/schemas.js';

/** For TypeORM's own command line: `npx typeorm -d dist/ormconfig.js migration:show`. */
export default new DataSource(dataSourceOptions(process.env.DATABASE_URL ?? 'sqlite:./data/quayside.sqlite', schemas, migrations));
