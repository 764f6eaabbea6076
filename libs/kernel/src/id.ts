import { randomBytes } from 'node:crypto';

const POOL_BYTES = 4096;
const RANDOM_BYTES = 8;

let lastMs = 0;
let sequence = 0;
let pool = Buffer.alloc(0);
let used = 0;

/** Asking the system for each few bytes takes longer than all the rest of an id. No byte is used twice. */
function random(): Buffer {
  if (used + RANDOM_BYTES > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/**
 * A new record id: UUIDv7 as 32 lower-case hex digits. Ids of one process rise strictly, so a list ordered by id
 * is a list ordered by creation.
 */
export function newId(now = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    sequence = randomBytes(2).readUInt16BE(0) & 0x7ff;
  } else if (++sequence > 0xfff) {
    // More than a counter's worth in one millisecond: borrow from the next one, as RFC 9562 allows.
    lastMs += 1;
    sequence = 0;
  }
  const bytes = random();
  bytes[0] = (bytes[0]! & 0x3f) | 0x80;
  return `${lastMs.toString(16).padStart(12, '0')}7${sequence.toString(16).padStart(3, '0')}${bytes.toString('hex')}`;
}

const ID = /^[0-9a-f]{32}$/;

/** Whether a text has the shape of a record id (a number such as PRJ0010001 has not). */
export const isId = (text: unknown): text is string => typeof text === 'string' && ID.test(text);
