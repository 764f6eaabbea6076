import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {{ server: string, install: string }} MariadbPrograms */

// Daemons are often installed where the PATH of an ordinary user does not look.
const PLACES = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** @param {...string} names */
function findProgram(...names) {
  for (const place of PLACES.filter(Boolean)) {
    for (const name of names) {
      const path = join(place, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/**
 * Where the programs of MariaDB are, or nothing when it is not installed.
 * `QUAYSIDE_TEST_MARIADB=off` says that it is not, for trying what happens then.
 * @returns {MariadbPrograms | undefined}
 */
export function findMariadb() {
  if (process.env.QUAYSIDE_TEST_MARIADB === 'off') return undefined;
  const server = findProgram('mariadbd');
  const install = findProgram('mariadb-install-db', 'mysql_install_db');
  return server && install ? { server, install } : undefined;
}
