import { formatRefusal, ImportRefusedError, quoteValue, RefusalReport } from './index.js';

describe('refusals', () => {
  it('are written FILE:LINE: REASON', () => {
    expect(formatRefusal({ file: 'a/log.csv', line: 7, reason: 'no number' })).toBe('a/log.csv:7: no number');
  });

  it('are listed up to 100, then counted', () => {
    const report = new RefusalReport();
    for (let line = 1; line <= 100; line++) report.add({ file: 'f', line, reason: 'bad' });
    expect(report.lines()).toHaveLength(100);
    for (let line = 101; line <= 1234; line++) report.add({ file: 'f', line, reason: 'bad' });
    expect(report.count).toBe(1234);
    expect(report.lines()).toHaveLength(101);
    expect(report.lines().slice(-2)).toEqual(['f:100: bad', 'and 1134 more refused']);
  });

  it('become one error that lists them all, or none', () => {
    const report = new RefusalReport();
    expect(() => report.throwIfAny('f')).not.toThrow();
    report.add({ file: 'f', line: 2, reason: 'bad' });
    report.add({ file: 'f', line: 3, reason: 'worse' });
    expect(() => report.throwIfAny('f')).toThrow(ImportRefusedError);
    expect(() => report.throwIfAny('f')).toThrow('f:2: bad\nf:3: worse');
  });

  it('show a value on one line, short, and without control characters', () => {
    expect(quoteValue('31/2/2016')).toBe('"31/2/2016"');
    expect(quoteValue('a\nb\u001b[2J\u202e')).toBe('"a\\u{a}b\\u{1b}[2J\\u{202e}"');
    expect(quoteValue('x'.repeat(99))).toBe(`"${'x'.repeat(60)}..."`);
  });
});
