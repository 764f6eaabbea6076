import type { Caller, SqlText } from '#libs/authorization';
import { type Dialect, tagOf, wantedWords } from '#libs/persistence';
import { likePattern } from './filter.js';
import { isReadable, type RecordShape, readableWhere } from './record-shape.js';

/** What somebody looks for in the records of a shape, over the aliases `t` of the record and `e` of an entry of the index. */
export interface Search {
  /** Whether the entry has all the words, in texts that the caller may read on this record. */
  readonly matches: SqlText;
  /** Which entries the database's full-text index finds: all that match, perhaps more. */
  readonly wanted: string;
}

/** A text that the caller reads, on all records or on some. */
interface Readable {
  readonly tag: string;
  readonly where: SqlText | null;
}

/**
 * Reads what was typed into a search. Each word is the beginning of a word that is to be found; all of them in the fields
 * of a record, or all in one comment. Only what the caller may read on that very record counts (decisions 13 and 14).
 * @returns null where nothing can be found: no word was typed, or the caller may read no text
 */
export function searchFor(shape: RecordShape, caller: Caller, text: string, dialect: Dialect): Search | null {
  const words = wantedWords(text);
  const fields = readableTexts(shape, caller);
  if (!words.length || !fields.length) return null;
  const comments: Readable = { tag: tagOf(shape.subject, 'comment'), where: null };
  const notes = readableNotes(shape, caller);
  const ways = [
    found('record', fields, words),
    found('comment', [comments], words),
    ...(notes ? [found('work_note', [notes], words)] : []),
  ];
  const tags = [...fields, comments, ...(notes ? [notes] : [])].map(({ tag }) => tag);
  return {
    matches: { sql: `(${ways.map(({ sql }) => sql).join(' OR ')})`, params: ways.flatMap(({ params }) => params) },
    wanted: EXPRESSION[dialect](words, tags),
  };
}

/** Whether what is typed into `q` is looked for in the records themselves. */
export const isSearchedInPlace = (shape: RecordShape): boolean => [...shape.fields.values()].some(({ search }) => search === 'in_place');

/** The rows of a shape that is searched in place in which one of the texts that the caller may read has what was typed. */
export function searchInPlace(shape: RecordShape, caller: Caller, text: string): SqlText {
  const readable = caller.ability.fieldsFor('read', shape.subject);
  const pattern = `%${likePattern(text)}%`;
  const params: unknown[] = [];
  const alternatives: string[] = [];
  for (const [name, field] of shape.fields) {
    if (!field.search || !isReadable(name, readable)) continue;
    const where = readableWhere(shape, caller.ability, name);
    const found = `LOWER(t.\`${shape.table.columns.get(field.property)!.name}\`) LIKE ? ESCAPE '!'`;
    alternatives.push(where ? `(${found} AND ${where.sql})` : found);
    params.push(pattern, ...(where?.params ?? []));
  }
  return alternatives.length ? { sql: `(${alternatives.join(' OR ')})`, params } : { sql: '1=0', params: [] };
}

function readableTexts(shape: RecordShape, caller: Caller): Readable[] {
  const readable = caller.ability.fieldsFor('read', shape.subject);
  return [...shape.fields]
    .filter(([name, field]) => field.search && isReadable(name, readable))
    .map(([name, field]) => ({ tag: tagOf(shape.table.table, field.property), where: readableWhere(shape, caller.ability, name) }));
}

/** BR-021: work notes never reach external people, whatever a rule says; internal ones where the rules let them. */
function readableNotes(shape: RecordShape, { actor, ability }: Caller): Readable | null {
  if (actor.kind !== 'internal' || !ability.canAny('read_work_notes', shape.subject)) return null;
  return { tag: tagOf(shape.subject, 'work_note'), where: ability.where('read_work_notes', shape.subject, 't') };
}

/** Each word begins one of the entry's words, in one of the texts. */
function found(audience: string, texts: readonly Readable[], words: readonly string[]): SqlText {
  const params: unknown[] = [audience];
  const parts = words.map((word) => {
    const alternatives = texts.map(({ tag, where }) => {
      params.push(` ${tag}${word}`, ...(where?.params ?? []));
      return where ? `(INSTR(e.text, ?) > 0 AND ${where.sql})` : 'INSTR(e.text, ?) > 0';
    });
    return ` AND (${alternatives.join(' OR ')})`;
  });
  return { sql: `(e.audience = ?${parts.join('')})`, params };
}

/** Words and tags are letters, digits and `_`: nothing in them could be taken for an operator. */
const EXPRESSION: Readonly<Record<Dialect, (words: readonly string[], tags: readonly string[]) => string>> = {
  sqlite: (words, tags) => words.map((word) => `(${tags.map((tag) => `"${tag}${word}"*`).join(' OR ')})`).join(' AND '),
  mysql: (words, tags) => words.map((word) => `+(${tags.map((tag) => `${tag}${word}*`).join(' ')})`).join(' '),
};

/** Records `t` with those of their entries `e` that the full-text index finds: the index is asked first, on each database. */
export const INDEXED: Readonly<Record<Dialect, (table: string) => { readonly from: string; readonly where: string }>> = {
  sqlite: (table) => ({
    from: `ft_search_entry_text CROSS JOIN search_entry e ON e.id = ft_search_entry_text.rowid CROSS JOIN \`${table}\` t ON t.id = e.record_id`,
    where: 'ft_search_entry_text MATCH ?',
  }),
  mysql: (table) => ({
    from: `search_entry e STRAIGHT_JOIN \`${table}\` t ON t.id = e.record_id`,
    where: 'MATCH (e.text) AGAINST (? IN BOOLEAN MODE)',
  }),
};
