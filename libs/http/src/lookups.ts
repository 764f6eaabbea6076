import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { badParameter, type RawQuery, single } from '#libs/records';
import { AnswersWith } from './answers.js';

/** How many choices a look-up gives at most. */
export const MOST_CHOICES = 20;

/** What a look-up answers: records that the caller may see and select. */
export interface Choices {
  readonly items: readonly { readonly id: string; readonly number: string | null; readonly name: string }[];
}

/**
 * Reads the parameters of a look-up: `q`, and the other fields of the form.
 * @throws Invalid for one that is unknown, or that stands twice
 */
export function lookupParameters<F extends string>(
  raw: RawQuery,
  fields: readonly F[],
): { readonly q: string | null } & Readonly<Partial<Record<F, string>>> {
  const read: Record<string, string> = {};
  for (const [name, given] of Object.entries(raw)) {
    if (name !== 'q' && !(fields as readonly string[]).includes(name)) throw badParameter(name, 'is not one that this look-up knows');
    const text = single(name, given).trim().slice(0, 200);
    if (text) read[name] = text;
  }
  return { ...(read as Partial<Record<F, string>>), q: read.q ?? null };
}

const SCHEMA = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      maxItems: MOST_CHOICES,
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
          number: { type: ['string', 'null'], example: 'CNT0000001' },
          name: { type: 'string', example: 'Ada Boxeo' },
        },
        required: ['id', 'number', 'name'],
        additionalProperties: false,
      },
    },
  },
  required: ['items'],
  additionalProperties: false,
};

/** The answer is the choices of a look-up; `fields` are the other fields of the form that narrow them. */
export const AnswersChoices = (...fields: string[]): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'q', required: false, description: 'Text to be found in name or number.', example: 'ada' }),
    ...fields.map((name) =>
      ApiQuery({ name, required: false, type: 'string', description: `The ${name} chosen in the form, by id or number.` }),
    ),
    AnswersWith('Choices', SCHEMA),
  ) as MethodDecorator;
