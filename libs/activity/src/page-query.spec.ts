import { Invalid, newId } from '#libs/kernel';
import { parsePageQuery, writeCursor } from './page-query.js';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the parameters of a stream', () => {
  it('are 25 entries from the newest on, without a total, when left out', () => {
    expect(parsePageQuery('activity', {})).toEqual({ limit: 25, after: null, total: false });
  });

  it('go on where the last page ended', () => {
    const place = { at: new Date('2026-03-02T08:00:00.123Z'), id: newId() };
    expect(parsePageQuery('activity', { limit: '100', total: 'true', cursor: writeCursor('activity', place) })).toEqual({
      limit: 100,
      after: place,
      total: true,
    });
  });

  it.each([
    { limit: '0' },
    { limit: '101' },
    { limit: '1e1' },
    { limit: '' },
    { limit: ['1', '2'] },
    { total: '1' },
    { sort: '-at' },
    { q: 'x' },
    { kind: 'comment' },
    { __proto__x: '1' },
  ])('refuse %j', (raw) => {
    expect(() => parsePageQuery('activity', raw)).toThrow(Invalid);
  });

  it.each([
    ['no base64', '!!'],
    ['no list', encoded({})],
    ['the cursor of another list', writeCursor('attachments', { at: new Date(), id: newId() })],
    ['a time as text', encoded(['activity', '2026-99-99', newId()])],
    ['a time beyond all calendars', encoded(['activity', 8.64e15, newId()])],
    ['a time before all', encoded(['activity', -1, newId()])],
    ['an id that is none', encoded(['activity', 0, "' OR 1=1"])],
    ['too much', encoded(['activity', 0, newId(), 1])],
  ])('refuse a cursor that is %s', (_what, cursor) => {
    expect(() => parsePageQuery('activity', { cursor })).toThrow(Invalid);
  });
});
