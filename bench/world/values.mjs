// The values that generated rows are made of: the same for the same number, so that every run sees the same world.

/** @typedef {string | number | null} Value */

const FIRST_MOMENT = Date.UTC(2025, 0, 6, 8);
const MINUTE = 60_000;

/**
 * The id of the n-th row of a kind: shaped as UUIDv7, and rising with n.
 * @param {number} kind 0 to 4095
 * @param {number} n
 */
export const idOf = (kind, n) =>
  `${(FIRST_MOMENT + n).toString(16).padStart(12, '0')}7${kind.toString(16).padStart(3, '0')}8${(n * 2654435761).toString(16).padStart(15, '0').slice(-15)}`;

/**
 * A moment as the database keeps it, so many minutes after the first.
 * @param {number} minutes
 */
export const momentAt = (minutes) => new Date(FIRST_MOMENT + minutes * MINUTE).toISOString().replace('T', ' ').replace('Z', '');

/**
 * @param {string} prefix
 * @param {number} value
 */
export const numbered = (prefix, value) => `${prefix}${String(value).padStart(7, '0')}`;

/**
 * Spreads n over 0 to `below` without any order that a list could profit from.
 * @param {number} n
 * @param {number} below
 */
export const spread = (n, below) => ((Math.imul(n + 1, 2654435761) >>> 0) * 31) % below;

/**
 * One of a few, each with the weight of how often it stands in the list.
 * @template T
 * @param {readonly T[]} choices
 * @param {number} n
 * @returns {T}
 */
export const pick = (choices, n) => /** @type {T} */ (choices[spread(n, choices.length)]);
