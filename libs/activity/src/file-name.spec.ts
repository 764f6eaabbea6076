import { cleanFileName, extensionOf } from './file-name.js';

describe('the name of an attached file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ada\\plan.mpp', 'plan.mpp'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/', ''],
    ['...', ''],
    ['', ''],
  ])('keeps the last part of a path only: %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it('loses dots and spaces at its start and end', () => {
    expect(cleanFileName('  ..htaccess. ')).toBe('htaccess');
  });

  it('loses characters that cannot be seen, also those that turn the reading direction', () => {
    expect(cleanFileName('a\u0000b\r\nc\u007f\u0085.txt')).toBe('abc.txt');
    expect(cleanFileName('photo\u202egpj.exe')).toBe('photogpj.exe');
    expect(cleanFileName('half\ud83d.txt')).toBe('half.txt');
  });

  it('keeps letters of any script, and what only looks like markup (T13)', () => {
    expect(cleanFileName('Prüfbericht – 検査 😀.pdf')).toBe('Prüfbericht – 検査 😀.pdf');
    expect(cleanFileName('<script>alert(1)<\u2215script>.txt')).toBe('<script>alert(1)<\u2215script>.txt');
  });

  it('writes one name in one way, however its accents were composed', () => {
    expect(cleanFileName('Pru\u0308f.pdf')).toBe('Prüf.pdf');
  });

  it('is at most 255 long, keeps its extension and cuts no character in two', () => {
    expect(cleanFileName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(251)}.pdf`);
    const cut = cleanFileName(`${'😀'.repeat(200)}.pdf`);
    expect(cut).toBe(`${'😀'.repeat(125)}.pdf`);
    expect(cleanFileName('b'.repeat(300))).toHaveLength(255);
  });

  it('has the extension that follows its last dot', () => {
    expect(extensionOf('evil.png.HTML')).toBe('html');
    expect(extensionOf('none')).toBe('');
  });
});
