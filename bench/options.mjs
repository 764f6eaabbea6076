import { parseArgs } from 'node:util';

/** @typedef {import('./world/people.mjs').Size} Size */

/** By the number of accounts; the others follow as in the figures that are to be reached. @param {number} accounts @returns {Size} */
const sized = (accounts) => ({
  accounts,
  reach: accounts / 2,
  projects: accounts * 10,
  tasks: accounts * 200,
  cases: accounts * 100,
  activity: accounts * 100,
});

/** @type {Record<string, Size>} */
const SIZES = { small: sized(200), medium: sized(2_000), large: sized(20_000) };

export const USAGE = `Measures the program beside a bare Node server on the same database.

  npm run bench -- [options]

  --database sqlite|mariadb|both   (both)
  --size small|medium|large        200, 2,000 or 20,000 accounts (small)
  --seconds N                      of each measurement, after a third of it to warm up (6)
  --rounds N                       how often the two take turns (2)
  --connections N                  (16)
  --only TEXT                      operations whose name has this in it
  --profile                        write a CPU profile of the program into bench/reports
`;

/** @typedef {{ databases: ('sqlite' | 'mariadb')[], size: Size, sizeName: string, seconds: number, rounds: number, connections: number, only: string, profile: boolean }} Options */

/**
 * @param {string[]} args
 * @returns {Options | string} the options, or what is wrong with them
 */
export function optionsOf(args) {
  /** @type {Record<string, string | boolean | undefined>} */
  let given;
  try {
    ({ values: given } = parseArgs({
      args,
      options: {
        database: { type: 'string', default: 'both' },
        size: { type: 'string', default: 'small' },
        seconds: { type: 'string', default: '6' },
        rounds: { type: 'string', default: '2' },
        connections: { type: 'string', default: '16' },
        only: { type: 'string', default: '' },
        profile: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return `${/** @type {Error} */ (error).message}\n\n${USAGE}`;
  }
  const { database, help, profile, only } = given;
  const sizeName = String(given.size);
  const size = SIZES[sizeName];
  const [seconds, rounds, connections] = [Number(given.seconds), Number(given.rounds), Number(given.connections)];
  const known = database === 'sqlite' || database === 'mariadb' || database === 'both';
  const whole = [seconds, rounds, connections].every((value) => Number.isInteger(value) && value > 0);
  if (help || !known || !size || !whole) return USAGE;
  return {
    databases: database === 'both' ? ['sqlite', 'mariadb'] : [database],
    size,
    sizeName,
    seconds,
    rounds,
    connections,
    only: String(only),
    profile: Boolean(profile),
  };
}
