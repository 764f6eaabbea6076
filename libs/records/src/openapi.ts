import type { Column } from '#libs/persistence';
import { type Field, isShown, type RecordShape } from './record-shape.js';

type Schema = Record<string, unknown>;

const EXAMPLES: Record<string, unknown> = {
  id: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b',
  text: 'Replace the pump',
  longText: 'The pump in hall 2 makes noise.',
  integer: 480,
  bigInteger: 480,
  decimal: 37.5,
  money: 1500.5,
  flag: true,
  instant: '2026-03-02T08:00:00.000Z',
  date: '2026-03-02',
};

/** The JSON schema of a shape's records, from the same description that the answers are made of. */
export function schemaOf(shape: RecordShape, list: boolean): Schema {
  const fields = [...shape.fields].filter(([, field]) => isShown(field, list));
  const gathered = Object.entries(shape.gathered?.fields ?? {}).filter(([, field]) => !list || field.list !== false);
  return {
    type: 'object',
    description: `Fields that the caller may not read are left out.`,
    properties: {
      ...Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(shape, name, field)])),
      ...Object.fromEntries(gathered.map(([name, { schema }]) => [name, schema])),
    },
    required: ['id', 'createdAt', 'updatedAt', 'version'],
    additionalProperties: false,
  };
}

function fieldSchema(shape: RecordShape, name: string, field: Field): Schema {
  const { column } = shape.table.columns.get(field.property)!;
  const described = field.description ? { description: field.description } : {};
  if (field.kind === 'reference') {
    const shown = ['id', ...Object.keys(field.target.shown)];
    const properties = Object.fromEntries(
      shown.map((key) => [
        key,
        key === 'kind'
          ? { type: 'string', enum: ['internal', 'contact', 'consumer'] }
          : { type: ['string', 'null'], example: referenceExample(key) },
      ]),
    );
    return { ...described, type: ['object', 'null'], properties, required: shown, additionalProperties: false };
  }
  if (field.kind === 'choice') {
    const type = typeof field.choices[0] === 'number' ? 'integer' : 'string';
    const values = column.nullable ? [...field.choices, null] : [...field.choices];
    return { ...described, type: column.nullable ? [type, 'null'] : type, enum: values, example: field.choices[0] };
  }
  if (field.schema) return { ...described, ...field.schema };
  const example = field.example ?? (name === 'number' ? 'CS0001001' : EXAMPLES[column.kind]);
  return { ...described, ...valueSchema(column), ...(example === undefined ? {} : { example }) };
}

const referenceExample = (key: string): string => (key === 'id' ? (EXAMPLES.id as string) : key === 'number' ? 'PRJ0010001' : 'Boxeo');

function valueSchema(column: Column): Schema {
  const type = {
    id: 'string',
    text: 'string',
    longText: 'string',
    integer: 'integer',
    bigInteger: 'integer',
    decimal: 'number',
    money: 'number',
    flag: 'boolean',
    instant: 'string',
    date: 'string',
    json: '',
  }[column.kind];
  if (!type) return {};
  const format = column.kind === 'instant' ? { format: 'date-time' } : column.kind === 'date' ? { format: 'date' } : {};
  return { type: column.nullable ? [type, 'null'] : type, ...format };
}
