/** As long as the column; in UTF-16 units, so never more characters than that. */
const LONGEST = 255;

/** Control characters, marks that turn the reading direction (`gpj.exe` shown as `exe.jpg`), halves of surrogate pairs. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The name of a file as it is kept and shown: the last part of any path, without characters that cannot be seen,
 * without dots or spaces at its start or end, at most 255 long with its extension kept. Letters of any script stay.
 * The name never becomes a path: the store gives the bytes a name of its own. May be empty.
 */
export function cleanFileName(given: string): string {
  const base = given.split(/[/\\]/).at(-1)!;
  const name = base
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  return shorten(name);
}

/** What follows the last dot, in lower case; empty for a name without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const extension = extensionOf(name);
  const ending = extension && extension.length <= 10 ? `.${extension}` : '';
  let kept = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (kept.length + character.length + ending.length > LONGEST) break;
    kept += character;
  }
  return kept + ending;
}
