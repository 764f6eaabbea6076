/** Letters that no decomposition takes apart, as people without them on the keyboard write them. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
  ς: 'σ',
};
const SPECIAL = new RegExp(`[${Object.keys(WRITTEN_AS).join('')}]`, 'g');
const ASCII = /^[\0-\x7f]*$/;
/** Scripts that put no spaces between words: each of their characters counts as a word. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const ASCII_WORD = /[a-z0-9]+/g;

/** MariaDB's own full-text index leaves out what is longer than 84 characters, and a tag stands before each word. */
const LONGEST_WORD = 80;
/** What fits into a column of long text. */
const LONGEST_TEXT = 60_000;
const MOST_WORDS = 10;

/** The words of a text, folded: without case and accents, each in letters a to z, digits and `_` alone. */
export function wordsIn(text: string): string[] {
  if (ASCII.test(text)) return (text.toLowerCase().match(ASCII_WORD) ?? []).map((word) => word.slice(0, LONGEST_WORD));
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(SPECIAL, (letter) => WRITTEN_AS[letter]!);
  return (folded.match(WORD) ?? []).map(spelt);
}

/**
 * A word in the letters that every database takes for letters, whatever it knows of scripts: another one is spelt as `_`
 * and its code in four digits, so that a prefix of the word is a prefix of the spelling. Never cut within a letter.
 */
function spelt(word: string): string {
  let text = '';
  for (const letter of word) {
    const next = /[a-z0-9]/.test(letter) ? letter : `_${letter.codePointAt(0)!.toString(36).padStart(4, '0')}`;
    if (text.length + next.length > LONGEST_WORD) break;
    text += next;
  }
  return text;
}

/** The words that somebody looks for; at most ten count. None, where nothing was typed that could be a word. */
export const wantedWords = (text: string): string[] => [...new Set(wordsIn(text))].slice(0, MOST_WORDS);

/**
 * What stands before each word of a text in the index and says where it stands: the same three characters for the same
 * text of the same kind of record. With the digit in it no word of the index is one that a database leaves out for
 * being common, nor shorter than what it takes for a word.
 */
export function tagOf(kind: string, text: string): string {
  let hash = 0x811c9dc5;
  for (const char of `${kind}.${text}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return `${String.fromCharCode(97 + (hash % 26))}${Math.floor(hash / 26) % 10}${(Math.floor(hash / 260) % 36).toString(36)}`;
}

/** A text as the index keeps it: each of its words once, with its tag and a space before it. Cut where it grows too long. */
export function indexedText(parts: Iterable<readonly [tag: string, text: unknown]>): string {
  const words = new Set<string>();
  for (const [tag, text] of parts) if (typeof text === 'string') for (const word of wordsIn(text)) words.add(`${tag}${word}`);
  const whole = [...words].map((word) => ` ${word}`).join('');
  return whole.length <= LONGEST_TEXT ? whole : whole.slice(0, whole.lastIndexOf(' ', LONGEST_TEXT));
}
