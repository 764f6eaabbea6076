import { checkPassword, hashPassword, passwordMatches } from './passwords.js';

const codeOf = (password: string): string | undefined => {
  try {
    checkPassword(password, 'password');
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('passwords', () => {
  it('takes phrases of 12 characters and more', () => {
    for (const good of ['correct horse battery staple', 'nine quiet boats at dawn', 'Grün-Öl 7 Türme', 'x9!Lq2#vT5mZ']) {
      expect([good, codeOf(good)]).toEqual([good, undefined]);
    }
  });

  it('refuses what is shorter than 12 or longer than 200 characters', () => {
    expect(codeOf('eleven-char')).toBe('password_too_short');
    expect(codeOf('ab9 '.repeat(51))).toBe('password_too_long');
  });

  it('refuses what is tried first: common passwords, repetitions, walks along the keys', () => {
    for (const weak of [
      'Password1234',
      'passwordpassword',
      'iloveyou2024!',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      '1Q2W3E4R5T6Y',
      'qwertyuiopas',
      '098765432109',
    ]) {
      expect([weak, codeOf(weak)]).toEqual([weak, 'password_too_common']);
    }
  });

  it('matches the very password only, and nothing where there is no hash', async () => {
    const longest = `${'x9!Lq2#vT5mZ'.repeat(17).slice(0, 199)}k`;
    const hash = await hashPassword(longest);
    expect(await passwordMatches(hash, longest)).toBe(true);
    expect(await passwordMatches(hash, `${longest}and more`)).toBe(false);
    expect(await passwordMatches(null, longest)).toBe(false);
  });
});
