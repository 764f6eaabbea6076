import { utcInstant } from './index.js';

describe('an instant in UTC', () => {
  it('is made of its parts', () => {
    expect(utcInstant(2016, 2, 29, 23, 59, 58, 7)?.toISOString()).toBe('2016-02-29T23:59:58.007Z');
    expect(utcInstant(2016, 12, 31)?.toISOString()).toBe('2016-12-31T00:00:00.000Z');
  });

  it.each([
    [2023, 2, 30],
    [2023, 2, 29],
    [2023, 4, 31],
    [2023, 13, 1],
    [2023, 0, 1],
    [2023, 1, 0],
    [2023, 1, 1, 25],
    [2023, 1, 1, 24],
    [2023, 1, 1, 23, 60],
    [2023, 1, 1, 23, 59, 60],
    [1, 1, 1],
    [1899, 12, 31],
    [2200, 1, 1],
  ] as number[][])('is not there for %j', (...parts) => {
    expect(utcInstant(...(parts as [number, number, number]))).toBeNull();
  });
});
