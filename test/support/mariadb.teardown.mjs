import { server } from './mariadb.setup.mjs';

/** Runs once after all tests of the project `mariadb`. */
export default async function teardown() {
  await server?.stop();
}
