/** What XML 1.0 cannot hold, not even escaped: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const IMPOSSIBLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

// A carriage return that is not escaped is read as a line feed.
const ESCAPED = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#13;'],
]);

/** Text as it stands between tags; characters that XML cannot hold are dropped. */
export function xmlText(text: string): string {
  return text.replace(IMPOSSIBLE, '').replace(/[&<>\r]/g, (found) => ESCAPED.get(found) as string);
}

/** An element with a text; nothing where there is no value. Truth is 1 or 0, as XML Schema allows. */
export function element(name: string, value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? xmlText(value) : String(Number(value));
  return `<${name}>${text}</${name}>`;
}

/** An element with others in it. */
export function group(name: string, inner: readonly string[]): string {
  return `<${name}>${inner.join('')}</${name}>`;
}
