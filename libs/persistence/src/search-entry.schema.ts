import { longText, looseReference, serial, text } from './columns.js';
import { tableSchema } from './record-schema.js';

/** Whom a text is for: whoever sees the record, field by field; the same people, as a comment; who may read its work notes. */
export type SearchAudience = 'record' | 'comment' | 'work_note';

/** What can be found of one text of a record: of its own fields together, or of one entry of its stream. */
export interface SearchEntry {
  /** Given by the database. */
  readonly id?: number;
  readonly recordId: string;
  readonly audience: SearchAudience;
  /** The words, as `indexedText` writes them. */
  readonly text: string;
}

/** The index of texts, with the database's own full-text index over it. */
export const SearchEntrySchema = tableSchema<SearchEntry>(
  'SearchEntry',
  'search_entry',
  { id: serial(), recordId: looseReference(), audience: text(12), text: longText() } as never,
  { index: [['recordId', 'audience']], fullText: ['text'] },
);
