/** A field of a record with the words that people know it by. */
export interface Labelled {
  readonly name: string;
  readonly label: string;
}

export const labelled = (fields: Readonly<Record<string, string>>): Labelled[] =>
  Object.entries(fields).map(([name, label]) => ({ name, label }));
