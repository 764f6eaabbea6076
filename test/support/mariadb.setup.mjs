import { startMariadb } from './mariadb.mjs';

/** @type {import('./mariadb.mjs').MariadbServer | undefined} */
export let server;

/** Runs once before all tests of the project `mariadb`; what it puts into the environment reaches every worker. */
export default async function setup() {
  server = await startMariadb();
  process.env.QUAYSIDE_TEST_MARIADB_URL = server.url;
}
