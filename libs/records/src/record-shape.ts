import type { AppAbility, Caller, SqlText } from '#libs/authorization';
import { type Connection, type EntitySchema, indexText, type TableInfo, tableOf } from '#libs/persistence';

/** What may be done with a field in a list, and how it is shown. */
export interface FieldOptions {
  /** May be filtered by. Such a column has an index that starts with it, or stands beside one that narrows first. */
  readonly filter?: boolean;
  /** May be sorted by; where it sorts other than it is written (1.10 after 1.9), the property that has the order. */
  readonly sort?: boolean | string;
  /** Found by `q`: its words are kept in the index of texts, or, where there are few records, it is looked through itself. */
  readonly search?: boolean | 'in_place';
  /** False: only in the record, not in lists. For long texts. */
  readonly list?: boolean;
  /** False: never shown, only filtered and sorted by, as what another view of the record shows. */
  readonly shown?: boolean;
  /** What the field means, for the API document. */
  readonly description?: string;
  readonly example?: unknown;
  /** The JSON schema of a structure that is stored as JSON; of other values it follows from the column. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

/** A record of another kind that an answer names. With a guard it is null for whoever may not see it (decision 31). */
export interface ReferenceTarget {
  readonly table: string;
  /** What is shown: the key in the answer and the column. `id` always is. */
  readonly shown: Readonly<Record<string, string>>;
  /** The subject whose read rules decide whether the reference is shown. Accounts and persons are always shown. */
  readonly guard?: string;
  /** Requests may name it by its number, though the number is not shown. */
  readonly numbered?: boolean;
}

/** A record in between, whose column holds the id that is shown: the account of a contact, through the contact's person. */
export interface Through {
  readonly table: string;
  readonly column: string;
}

export type Field = FieldOptions &
  (
    | { readonly kind: 'value'; readonly property: string }
    | { readonly kind: 'choice'; readonly property: string; readonly choices: readonly (string | number)[] }
    | { readonly kind: 'reference'; readonly property: string; readonly target: ReferenceTarget; readonly through?: Through }
  );

/** A column shown as it is. */
export const value = (property: string, options: FieldOptions = {}): Field => ({ kind: 'value', property, ...options });
/** A column that holds one of a few values. */
export const choice = (property: string, choices: readonly (string | number)[], options: FieldOptions = {}): Field => ({
  kind: 'choice',
  property,
  choices,
  ...options,
});
/** A column that holds another record's id. */
export const reference = (property: string, target: ReferenceTarget, options: FieldOptions = {}): Field => ({
  kind: 'reference',
  property,
  target,
  ...options,
});

/** What a record refers to through another one; for showing only. `property` holds the id of the one in between. */
export const referenceThrough = (property: string, through: Through, target: ReferenceTarget): Field => ({
  kind: 'reference',
  property,
  target,
  through,
});

/** Any person: internal user, contact or consumer. */
export const PersonRef: ReferenceTarget = { table: 'person', shown: { name: 'name', kind: 'kind' }, numbered: true };

/** A field whose values stand in another table. */
export interface GatheredField {
  /** Its JSON schema, with an example. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** False: only in the record, not in lists. */
  readonly list?: boolean;
}

/** Fields that other tables hold, as the roles of a user: read for all records of a page together. */
export interface Gathered {
  readonly fields: Readonly<Record<string, GatheredField>>;
  /**
   * The values by record, in one statement for all of them.
   * @param names the fields that the caller may read and that are shown; never none
   * @param caller for fields that name records which not everybody may see
   */
  read(
    connection: Connection,
    ids: readonly string[],
    names: readonly string[],
    caller: Caller,
  ): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
}

/** How a kind of record appears in answers: the fields, where they come from, and what lists may do with them. */
export interface RecordShape {
  /** The subject of the rules; also the schema's name. */
  readonly subject: string;
  /** The name in the API document, as `Case`. */
  readonly title: string;
  readonly table: TableInfo;
  readonly fields: ReadonlyMap<string, Field>;
  /** As the `sort` parameter writes it. */
  readonly defaultSort: string;
  readonly hasNumber: boolean;
  readonly gathered?: Gathered;
}

const ALWAYS_SHOWN = ['id', 'number', 'createdAt', 'updatedAt', 'version'];

/** Describes how records of a schema appear. `id`, `createdAt`, `updatedAt` and `version` come by themselves. */
export function recordShape(
  schema: EntitySchema<any>,
  options: { title: string; defaultSort: string; fields: Readonly<Record<string, Field>>; gathered?: Gathered },
): RecordShape {
  const table = tableOf(schema);
  const fields = new Map<string, Field>([
    ['id', value('id', { example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' })],
    ...Object.entries(options.fields),
    ['createdAt', value('createdAt', { filter: true, sort: true })],
    ['updatedAt', value('updatedAt', { filter: true, sort: true })],
    ['version', value('version', { description: 'Rises by one with every change; the ETag carries it.', example: 3 })],
  ]);
  for (const [name, field] of fields) {
    if (!table.columns.has(field.property)) throw new Error(`${options.title}.${name}: ${table.name} has no column ${field.property}`);
    if (field.shown === false && field.kind === 'reference' && field.target.guard)
      throw new Error(`${options.title}.${name}: a guarded reference that is not shown cannot be filtered by safely`);
    if (field.search === true) indexText(table, field.property);
  }
  return {
    subject: table.name,
    title: options.title,
    table,
    fields,
    defaultSort: options.defaultSort,
    hasNumber: fields.has('number'),
    ...(options.gathered ? { gathered: options.gathered } : {}),
  };
}

/** The names of the fields that a person with these readable fields gets to see. */
export function visibleFields(shape: RecordShape, readable: ReadonlySet<string> | 'all', list: boolean): string[] {
  return [...shape.fields].filter(([name, field]) => isShown(field, list) && isReadable(name, readable)).map(([name]) => name);
}

/** Whether answers of this kind show the field at all. */
export const isShown = (field: Field, list: boolean): boolean => field.shown !== false && (!list || field.list !== false);

/**
 * The same records with fewer fields, as a form or a list of its own shows them. What is left out may still be filtered
 * and sorted by, but for references that are guarded: only where such a one is shown, its guard is in the statement.
 */
export function viewOf(shape: RecordShape, view: { title: string; shows: readonly string[]; defaultSort?: string }): RecordShape {
  const unknown = view.shows.find((name) => !shape.fields.has(name));
  if (unknown) throw new Error(`${view.title} shows ${unknown}, which ${shape.title} does not have`);
  const shows = new Set([...ALWAYS_SHOWN, ...view.shows]);
  const fields = [...shape.fields]
    .filter(([name, field]) => shows.has(name) || !(field.kind === 'reference' && field.target.guard))
    .map(([name, field]): [string, Field] => [name, shows.has(name) ? field : { ...field, shown: false }]);
  const { gathered: _none, ...rest } = shape;
  return { ...rest, title: view.title, fields: new Map(fields), defaultSort: view.defaultSort ?? shape.defaultSort };
}

/** The names of the gathered fields that a person with these readable fields gets to see. */
export const visibleGathered = (shape: RecordShape, readable: ReadonlySet<string> | 'all', list: boolean): string[] =>
  Object.entries(shape.gathered?.fields ?? {})
    .filter(([name, field]) => (!list || field.list !== false) && isReadable(name, readable))
    .map(([name]) => name);

/** Where a person reads a field, over the alias `t`, if not on every row that the person sees. */
export const readableWhere = (shape: RecordShape, ability: AppAbility, name: string): SqlText | null =>
  ALWAYS_SHOWN.includes(name) ? null : ability.whereField('read', shape.subject, name, 't');

export const isReadable = (name: string, readable: ReadonlySet<string> | 'all'): boolean =>
  readable === 'all' || ALWAYS_SHOWN.includes(name) || readable.has(name);
