import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  isEmail,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  registerDecorator,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** Options of a request field. An optional field may be left out, or be null to clear it. */
export interface FieldDocs {
  readonly required?: boolean;
  /** False: may be left out of a change, but not be cleared. Null is refused, and so is a blank text. */
  readonly clearable?: boolean;
  readonly example?: unknown;
  readonly description?: string;
}

const mustHold = (docs: FieldDocs): boolean => docs.required === true || docs.clearable === false;

/** A field with its place in the API document. For the fields of this lib. */
export const field = (docs: FieldDocs, api: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...api,
      required: docs.required ?? false,
      ...(mustHold(docs) || !('type' in api) ? {} : { nullable: true }),
      ...(docs.example === undefined ? {} : { example: docs.example }),
      ...(docs.description ? { description: docs.description } : {}),
    } as ApiPropertyOptions),
    ...(docs.required ? [] : [ValidateIf((_object, given) => given !== undefined && (given !== null || mustHold(docs)))]),
    ...checks,
  );

/** A text of up to so many characters; a required one must not be blank. */
export const Text = (most: number, docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: 'Replace the pump', ...docs },
    { type: 'string', maxLength: most, ...(mustHold(docs) ? { minLength: 1 } : {}) },
    IsString(),
    mustHold(docs) ? Length(1, most) : MaxLength(most),
    ...(mustHold(docs) ? [Matches(/\S/, { message: '$property must not be blank' })] : []),
  );

/** The id or number of another record. */
export const Reference = (docs: FieldDocs = {}): PropertyDecorator =>
  field({ example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b', ...docs }, { type: 'string', maxLength: 40 }, IsString(), Length(1, 40));

export const References = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: ['0193a1b2c3d47e5f8a9b0c1d2e3f4a5b'], ...docs },
    { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 200 } as never,
    IsArray(),
    ArrayMaxSize(200),
    ArrayUnique(),
    IsString({ each: true }),
  );

export const Texts = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    docs,
    { type: 'array', items: { type: 'string', maxLength: 100 }, maxItems: 50 } as never,
    IsArray(),
    ArrayMaxSize(50),
    ArrayUnique(),
    IsString({ each: true }),
    MaxLength(100, { each: true }),
  );

/** One of a few values. */
export const Choice = (choices: readonly (string | number)[], docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: choices[0], ...docs },
    { type: typeof choices[0] === 'number' ? 'integer' : 'string', enum: mustHold(docs) ? [...choices] : [...choices, null as never] },
    IsIn([...choices]),
  );

/** Some of a few values, each once. */
export const SomeOf = (choices: readonly (string | number)[], docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: [...choices], ...docs },
    {
      type: 'array',
      items: { type: typeof choices[0] === 'number' ? 'integer' : 'string', enum: [...choices] },
      maxItems: choices.length,
      uniqueItems: true,
    } as never,
    IsArray(),
    ArrayMaxSize(choices.length),
    ArrayUnique(),
    IsIn([...choices], { each: true }),
  );

export const Flag = (docs: FieldDocs = {}): PropertyDecorator => field({ example: true, ...docs }, { type: 'boolean' }, IsBoolean());

export const Whole = (least: number, most: number, docs: FieldDocs = {}): PropertyDecorator =>
  field({ example: Math.max(least, 1), ...docs }, { type: 'integer', minimum: least, maximum: most }, IsInt(), Min(least), Max(most));

export const Decimal = (least: number, most: number, docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: least, ...docs },
    { type: 'number', minimum: least, maximum: most },
    IsNumber({ allowNaN: false, allowInfinity: false }),
    Min(least),
    Max(most),
  );

/** Half of a surrogate pair is no text, and would make the check itself fail. */
const address = ValidateBy({
  name: 'isEmail',
  validator: {
    validate: (given) => isPlainText(given) && isEmail(given),
    defaultMessage: () => '$property must be an email',
  },
});

export const Email = (docs: FieldDocs = {}): PropertyDecorator =>
  field({ example: 'ada@boxeo.example', ...docs }, { type: 'string', format: 'email', maxLength: 200 }, address, MaxLength(200));

/** Characters as databases count them; an emoji may be several. */
const codePoints = (text: string): number => {
  let count = 0;
  for (const _point of text) count += 1;
  return count;
};

/** Line breaks and tabs, but no other control characters, and no half of a surrogate pair. */
const isPlainText = (given: unknown): boolean =>
  typeof given === 'string' &&
  !/\p{Surrogate}/u.test(given) &&
  [...given].every((point) => point >= ' ' || point === '\n' || point === '\r' || point === '\t');

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is a calendar date that exists, YYYY-MM-DD. */
export function isPlainDate(text: unknown): text is string {
  const parts = typeof text === 'string' ? DATE.exec(text) : null;
  if (!parts) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text as string) && Number(parts[1]) >= 1900;
}

const isInstant = (text: unknown): boolean => {
  const parts = typeof text === 'string' ? INSTANT.exec(text) : null;
  return parts !== null && isPlainDate(parts[1]) && !Number.isNaN(Date.parse(text as string));
};

/** A check of one's own, by a name that tells it from others. For the fields of this lib. */
export const check =
  (name: string, valid: (given: unknown) => boolean, message: string): PropertyDecorator =>
  (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      options: { message },
      validator: { validate: valid },
    });

const MOST_MONEY = 999_999_999_999.99;

/** Not more than cents: what would be rounded is refused. */
const isMoney = (given: unknown): boolean =>
  typeof given === 'number' && given >= 0 && given <= MOST_MONEY && Number(given.toFixed(2)) === given;

/** An amount of money, with cents at most. */
export const Money = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: 1500.5, ...docs },
    { type: 'number', minimum: 0, maximum: MOST_MONEY },
    check('isMoney', isMoney, `$property must be an amount of 0 to ${MOST_MONEY}, with cents at most`),
  );

/** A moment, `2026-03-02T08:00:00Z`, or a plain date, which takes the time the rule of the field gives it (decision 44). */
export const Instant = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: '2026-03-02T08:00:00.000Z', ...docs },
    { type: 'string', maxLength: 35 },
    check(
      'isInstant',
      (given) => isInstant(given) || isPlainDate(given),
      '$property must be a time as 2026-01-31T08:00:00Z or a date as 2026-01-31',
    ),
  );

/** A plain calendar date. */
export const PlainDate = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: '2026-03-02', ...docs },
    { type: 'string', format: 'date' },
    check('isPlainDate', isPlainDate, '$property must be a date as 2026-01-31'),
  );

/** An object with fields of its own, which are described by another class; it may be left out, but not be null. */
export const Part = (dto: new () => object, docs: Pick<FieldDocs, 'description'> = {}): PropertyDecorator =>
  field(
    { ...docs, clearable: false },
    { type: () => dto },
    Type(() => dto),
    check('isObject', (given) => typeof given === 'object' && given !== null && !Array.isArray(given), '$property must be an object'),
    ValidateNested(),
  );

const isTimeZone = (text: unknown): boolean => {
  if (typeof text !== 'string' || !/^[A-Za-z]/.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
};

/** A time zone by its name in the IANA database. */
export const TimeZone = (docs: FieldDocs = {}): PropertyDecorator =>
  field(
    { example: 'Europe/Berlin', ...docs },
    { type: 'string', maxLength: 60 },
    check('isTimeZone', isTimeZone, '$property must be a time zone as Europe/Berlin'),
    MaxLength(60),
  );
