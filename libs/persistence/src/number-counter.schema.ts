import { integer, textKey } from './columns.js';
import { tableSchema } from './record-schema.js';

/** One row for each number prefix: the next number to give. */
export const NumberCounterSchema = tableSchema<{ id: string; nextValue: number }>('NumberCounter', 'number_counter', {
  id: textKey(10),
  nextValue: integer(1),
});
