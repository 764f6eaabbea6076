import { accountId, groupHead, KIND } from './people.mjs';
import { idOf, momentAt, numbered } from './values.mjs';

/** @typedef {import('./people.mjs').Size} Size */

const BRANCHES = 50;
const GROUP = 5;
const SERVED = 5;

/**
 * Account 0 is the large customer: `reach` accounts lie below it on two levels. The others come in groups of five, one
 * above four.
 * @param {Size} size
 * @param {number} n
 * @returns {number | null}
 */
export function parentOf(size, n) {
  if (n === 0) return null;
  if (n <= size.reach) return n <= BRANCHES ? 0 : 1 + (n % BRANCHES);
  const place = (n - groupHead(size)) % GROUP;
  return place === 0 ? null : n - place;
}

const code = (/** @type {number} */ n) => `c${n.toString(36)}`;

/**
 * @param {Size} size
 * @param {number} n
 * @returns {string}
 */
const pathOf = (size, n) => {
  const parent = parentOf(size, n);
  return parent === null ? code(n) : `${pathOf(size, parent)}/${code(n)}`;
};

/** @param {Size} size */
export function* accounts(size) {
  for (let n = 0; n < size.accounts; n += 1) {
    const parent = parentOf(size, n);
    yield {
      id: accountId(n),
      created_at: momentAt(n),
      updated_at: momentAt(n),
      version: 1,
      number: numbered('ACCT', n + 1),
      name: `Account ${n}`,
      parent_id: parent === null ? null : accountId(parent),
      code: code(n),
      path: pathOf(size, n),
      customer: 1,
      partner: isPartner(size, n) ? 1 : 0,
      phone: null,
      city: 'Springfield',
      country: 'USA',
      notes: null,
    };
  }
}

/** The large customer and the head of every tenth group serve others as partners. @param {Size} size @param {number} n */
const isPartner = (size, n) => n === 0 || (n > size.reach && (n - groupHead(size)) % (GROUP * 10) === 0);

const RECORD = { created_at: momentAt(0), updated_at: momentAt(0), version: 1 };
const TYPE = idOf(KIND.row, 0);

export function* relationshipTypes() {
  yield {
    id: TYPE,
    ...RECORD,
    name: 'Bench partnership',
    from_side: 'partner',
    to_side: 'account',
    label: 'Partner of',
    reverse_label: 'Customer of',
    active: 1,
  };
}

/** A partner serves the five accounts after its own group; each relationship has its mirror. @param {Size} size */
export function* relationships(size) {
  let row = 1;
  for (let n = 0; n < size.accounts; n += 1) {
    if (!isPartner(size, n)) continue;
    const first = n === 0 ? groupHead(size) : n + GROUP;
    for (let to = first; to < Math.min(first + SERVED, size.accounts); to += 1) {
      const [there, back] = [idOf(KIND.row, row++), idOf(KIND.row, row++)];
      const labels = { type_id: TYPE, label: 'Partner of', reverse_label: 'Customer of' };
      yield {
        id: there,
        ...RECORD,
        from_account_id: accountId(n),
        to_account_id: accountId(to),
        ...labels,
        mirror_id: back,
        from_is_partner: 1,
      };
      yield {
        id: back,
        ...RECORD,
        from_account_id: accountId(to),
        to_account_id: accountId(n),
        ...labels,
        mirror_id: there,
        from_is_partner: 0,
      };
    }
  }
}
