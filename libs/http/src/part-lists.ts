import { getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { check, type FieldDocs, field } from './fields.js';

const isObject = (given: unknown): boolean => typeof given === 'object' && given !== null && !Array.isArray(given);
const isListOf = (each: (given: unknown) => boolean) => (given: unknown) => Array.isArray(given) && given.every(each);

interface ListDocs extends FieldDocs {
  readonly most: number;
  /** At most so many in each of the lists of which it is a list, as a week is of the times of each day. */
  readonly lists?: number;
}

/**
 * A list of objects with fields of their own, which are described by another class; or a list of such lists, whose class
 * a plain list of the same request names too.
 */
export function Parts(dto: new () => object, { most, lists, ...docs }: ListDocs): PropertyDecorator {
  const deep = lists !== undefined;
  const isInner = (given: unknown): boolean => isListOf(isObject)(given) && (given as unknown[]).length <= lists!;
  return field(
    docs,
    deep
      ? ({ type: 'array', items: { type: 'array', items: { $ref: getSchemaPath(dto) }, maxItems: lists }, maxItems: most } as never)
      : { type: () => [dto], maxItems: most },
    IsArray(),
    ArrayMaxSize(most),
    Type(() => dto),
    check(
      'isListOfObjects',
      isListOf(deep ? isInner : isObject),
      deep ? `$property must be a list of lists of at most ${lists} objects` : '$property must be a list of objects',
    ),
    ValidateNested({ each: true }),
  );
}

const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** A time of the day, as 08:30; 24:00 is the midnight that ends it. */
export const TimeOfDay = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: '08:00', ...docs },
    { type: 'string', pattern: TIME.source },
    check('isTimeOfDay', (given) => typeof given === 'string' && TIME.test(given), '$property must be a time of the day as 08:30'),
  );
