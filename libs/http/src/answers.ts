import { applyDecorators } from '@nestjs/common';
import { ApiQuery, ApiResponse } from '@nestjs/swagger';
import { type Field, type RecordShape, schemaOf } from '#libs/records';

type Schema = Record<string, unknown>;

const components = new Map<string, Schema>();

/** The schemas that answers refer to, for the API document. */
export const answerSchemas = (): Record<string, Schema> => Object.fromEntries(components);

/** Names a schema in the API document and answers a reference to it. */
export function component(name: string, schema: Schema): Schema {
  components.set(name, schema);
  return { $ref: `#/components/schemas/${name}` };
}

const pageOf = (name: string, item: Schema): Schema =>
  component(name, {
    type: 'object',
    properties: {
      items: { type: 'array', items: item },
      next: { type: ['string', 'null'], description: 'The cursor of the next page; null on the last.', example: null },
      total: { type: 'integer', description: 'Only with total=true.', example: 41 },
    },
    required: ['items', 'next'],
    additionalProperties: false,
  });

/** The answer is one record of a shape. */
export const AnswersRecord = (shape: RecordShape, status = 200): MethodDecorator =>
  ApiResponse({ status, description: `The ${shape.title}.`, schema: component(shape.title, schemaOf(shape, false)) as never });

/** The answer is an object that is described by hand. */
export const AnswersWith = (name: string, schema: Schema, status = 200, description = 'Done.'): MethodDecorator =>
  ApiResponse({ status, description, schema: component(name, schema) as never });

export const AnswersNothing = (): MethodDecorator => ApiResponse({ status: 204, description: 'Done; there is no body.' });

/** The answer is a page of objects that are described by hand. */
export const AnswersPageWith = (name: string, item: Schema): MethodDecorator =>
  applyDecorators(
    ...paging(),
    ApiResponse({ status: 200, description: 'A page of what you may see.', schema: pageOf(`${name}Page`, component(name, item)) as never }),
  ) as MethodDecorator;

/** The parameters that say which rows of a list, and in which order. */
export const listParameters = (shape: RecordShape): MethodDecorator[] => {
  const sorts = [...shape.fields].filter(([, field]) => field.sort).map(([name]) => name);
  const filters = [...shape.fields].filter(([, field]) => field.filter);
  return [
    ApiQuery({
      name: 'sort',
      required: false,
      description: `Fields to sort by, a minus for falling: ${sorts.join(', ')}.`,
      example: shape.defaultSort,
    }),
    ApiQuery({
      name: 'q',
      required: false,
      description:
        'Words, numbers or their beginnings, without regard to case and accents. All of them stand in the texts of a record that you may read, or all in one comment.',
      example: 'pump',
    }),
    ...filters.map(([name, field]) => ApiQuery(filterParameter(shape, name, field))),
  ];
};

/** The answer is a page of records of a shape; the parameters are the ones its list knows. */
export const AnswersPage = (shape: RecordShape): MethodDecorator =>
  applyDecorators(
    ...paging(),
    ...listParameters(shape),
    ApiQuery({
      name: 'total',
      required: false,
      schema: { type: 'boolean', example: true },
      description: 'Adds the number of all rows that match.',
    }),
    ApiResponse({
      status: 200,
      description: 'A page of what you may see, possibly empty.',
      schema: pageOf(`${shape.title}Page`, component(`${shape.title}Summary`, schemaOf(shape, true))) as never,
    }),
  ) as MethodDecorator;

/** A parameter of a list that is described by hand. */
export const Parameter = (name: string, description: string, example: string): MethodDecorator =>
  ApiQuery({ name, required: false, type: 'string', description, example });

/** The list tells how many there are when asked. */
export const MayTotal = (): MethodDecorator =>
  ApiQuery({
    name: 'total',
    required: false,
    schema: { type: 'boolean', example: true },
    description: 'Adds the number of all that you may see.',
  });

const paging = (): MethodDecorator[] => [
  ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
    description: 'Rows a page.',
  }),
  ApiQuery({ name: 'cursor', required: false, description: 'Where to go on: `next` of the last answer.' }),
];

function filterParameter(shape: RecordShape, name: string, field: Field) {
  const { kind } = shape.table.columns.get(field.property)!.column;
  const how =
    field.kind === 'reference'
      ? 'By id or number.'
      : field.kind === 'choice'
        ? `Any of ${field.choices.join(', ')}.`
        : kind === 'instant'
          ? 'Also with .gt .gte .lt .lte.'
          : '';
  return {
    name,
    required: false,
    type: 'string',
    description: `Only rows with this ${name}; several with commas. Also with .ne and .isNull. ${how}`.trim(),
  } as const;
}
