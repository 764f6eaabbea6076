import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type FieldError, Invalid } from '#libs/kernel';
import { parseJson } from './json.js';

type Dto<T> = new () => T;

/**
 * The body of a request, not yet read. It is read after the record was found and the action permitted, so that a
 * refusal says nothing about a record that the caller may not see (decision 10).
 */
export class Payload<T extends object> {
  constructor(
    private readonly dto: Dto<T>,
    private readonly text: unknown,
  ) {}

  /**
   * Whether the body speaks of a field at all, so that costly work for it can be done before a transaction. Says nothing
   * of whether the body is in order.
   */
  mentions(field: keyof T & string): boolean {
    return typeof this.text === 'string' && this.text.includes(`"${field}"`);
  }

  /**
   * Reads and checks the body. Unknown fields and fields the caller may not write are refused alike.
   * @throws Invalid naming each field at fault
   */
  read(writable: ReadonlySet<string> | 'all' = 'all'): T {
    const plain = parseJson(this.text);
    const errors: FieldError[] = Object.keys(plain)
      .filter((name) => writable !== 'all' && !writable.has(name))
      .map((name) => unknownField(`/${escapePointer(name)}`, name));
    const instance = plainToInstance(this.dto, plain, { enableImplicitConversion: false });
    const refused = new Set(errors.map((error) => error.pointer));
    for (const error of validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false })) {
      errors.push(...fieldErrors(error, '').filter(({ pointer }) => !refused.has(pointer)));
    }
    if (errors.length) throw new Invalid('invalid_input', 'The request has fields that are missing, malformed or not writable.', errors);
    return defined(instance);
  }
}

/** The named fields only, so that a PATCH changes what it names; class fields that were left out do not count. */
const defined = <T extends object>(instance: T): T =>
  Object.fromEntries(Object.entries(instance).filter(([, given]) => given !== undefined)) as T;

const escapePointer = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1').slice(0, 100);
const unknownField = (pointer: string, name: string): FieldError => ({
  pointer,
  code: 'unknown_field',
  message: `${name.slice(0, 100)} is no field that you may write here`,
});

function fieldErrors(error: ValidationError, above: string): FieldError[] {
  const pointer = `${above}/${escapePointer(error.property)}`;
  const own = Object.entries(error.constraints ?? {});
  // What is wrong with the parts of a value counts only where the value itself is of the right kind.
  if (!own.length && error.children?.length) return error.children.flatMap((child) => fieldErrors(child, pointer));
  return own.slice(0, 1).map(([name, message]) => {
    if (name === 'whitelistValidation') return unknownField(pointer, error.property);
    const missing = error.value === undefined || error.value === null;
    return missing ? { pointer, code: 'required', message: `${error.property} is required` } : { pointer, code: codeOf(name), message };
  });
}

const codeOf = (constraint: string): string =>
  constraint === 'isIn'
    ? 'not_a_choice'
    : /length|max|min|size/i.test(constraint)
      ? 'out_of_range'
      : constraint === 'matches'
        ? 'blank'
        : 'wrong_type';

const body = createParamDecorator(
  (dto: Dto<object>, context: ExecutionContext) => new Payload(dto, context.switchToHttp().getRequest<FastifyRequest>().body),
);

/** Binds a parameter of type Payload to the request body, and names its schema in the API document. */
export const Input =
  (dto: Dto<object>): ParameterDecorator =>
  (target, key, index) => {
    body(dto)(target, key, index);
    const descriptor = Object.getOwnPropertyDescriptor(target, key!)!;
    ApiBody({ type: dto })(target, key!, descriptor);
  };
