import { parseDateTime, parseDuration } from './plan-value.js';

describe('values of a plan file', () => {
  it.each([
    ['2013-08-28T08:00:00', '2013-08-28T08:00:00.000Z'],
    ['2013-08-28T08:00', '2013-08-28T08:00:00.000Z'],
    ['2013-08-28', '2013-08-28T00:00:00.000Z'],
    ['2013-08-28T08:00:00.25Z', '2013-08-28T08:00:00.250Z'],
    ['2013-08-28T08:00:00+02:30', '2013-08-28T05:30:00.000Z'],
    ['2013-08-28T08:00:00-05:00', '2013-08-28T13:00:00.000Z'],
    ['2016-02-29T24:00:00', '2016-03-01T00:00:00.000Z'],
  ])('reads the date %s, in UTC where it has no zone', (text, iso) => {
    expect(parseDateTime(text)?.toISOString()).toBe(iso);
  });

  it.each([
    '2023-02-30T08:00:00',
    '2023-01-01T25:00:00',
    '2023-01-01T24:30:00',
    '2023-13-01',
    '0001-01-01T00:00:00',
    '28/8/2013',
    'NA',
    '2023-1-1',
    '2023-01-01T08:00:00+15:00',
  ])('finds no date in %s', (text) => expect(parseDateTime(text)).toBeNull());

  it.each([
    ['PT8H0M0S', 480],
    ['PT57H8M24S', 3428],
    ['PT0H0M29.9S', 0],
    ['PT30S', 1],
    ['PT0H0M0S', 0],
    ['P1DT2H', 1560],
    ['P2D', 2880],
  ])('reads the duration %s as whole minutes', (text, minutes) => expect(parseDuration(text)).toBe(minutes));

  it.each(['-PT8H0M0S', 'P', 'PT', 'P1DT', 'P1Y', 'P1M', 'PT8', '8h', 'PT99999999999H'])('finds no duration in %s', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
