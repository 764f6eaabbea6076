import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('quotes what would break it, and doubles quotes within', () => {
    expect(csvLine(['a', 'b,c', 'say "no"', 'two\r\nlines', '', null])).toBe('a,"b,c","say ""no""","two\r\nlines",,\r\n');
  });

  it('T14 keeps a spreadsheet from taking text for a formula', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "=cmd|' /C calc'!A0"]) expect(csvLine([text])).toBe(`'${text}\r\n`);
    expect(csvLine(['\rx'])).toBe('"\'\rx"\r\n');
    expect(csvLine(['=a,"b"'])).toBe('"\'=a,""b"""\r\n');
    expect(csvLine(['1-1', 'a=b', -5])).toBe("1-1,a=b,'-5\r\n");
  });

  it('writes times, numbers and truth as the API does, and lists with semicolons', () => {
    expect(csvLine(['2026-03-02T08:00:00.000Z', 37.5, true, false, ['one', 'two'], { a: 1 }])).toBe(
      '2026-03-02T08:00:00.000Z,37.5,true,false,one; two,"{""a"":1}"\r\n',
    );
  });
});
