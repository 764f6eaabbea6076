/** What kind of refusal an error is; the HTTP layer maps each kind to one status code. */
export type ErrorKind = 'invalid' | 'not_found' | 'forbidden' | 'conflict' | 'stale' | 'refused' | 'unavailable';

/** One field that is at fault. `pointer` is a JSON pointer into the request body, as `/actualEnd`. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/**
 * A refusal in the words of the business. `code` is stable and part of the contract; `message` is shown to the person
 * and must not reveal what that person may not see.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;

  constructor(
    readonly code: string,
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Malformed input, an unknown field, or one this person may not write (400). */
export class Invalid extends DomainError {
  readonly kind = 'invalid';

  /** One field at fault. */
  static field(field: string, code: string, message: string): Invalid {
    return new Invalid('invalid_input', message, [{ pointer: `/${field}`, code, message }]);
  }
}

/** No such record for this person: it never existed, or may not be seen. The two look the same (404). */
export class NotFound extends DomainError {
  readonly kind = 'not_found';

  constructor() {
    super('not_found', 'There is no such record.');
  }
}

/** The record is visible, the action on it is not permitted (403). */
export class Forbidden extends DomainError {
  readonly kind = 'forbidden';

  constructor(message = 'You may not do this.', code = 'forbidden') {
    super(code, message);
  }
}

/** The record's state, or one taken name, stands against it (409). */
export class Conflict extends DomainError {
  readonly kind = 'conflict';
}

/** The record has changed since the caller read it (412). */
export class Stale extends DomainError {
  readonly kind = 'stale';

  constructor() {
    super('stale_version', 'The record has changed since you read it. Read it again and repeat your change.');
  }
}

/** A rule refuses well-formed input (422). */
export class Refused extends DomainError {
  readonly kind = 'refused';

  /** One field at fault. */
  static field(field: string, code: string, message: string): Refused {
    return new Refused(code, message, [{ pointer: `/${field}`, code, message }]);
  }
}

/** Something this needs is away for the moment; trying again later may succeed (503). */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';

  constructor(code = 'unavailable', message = 'The service is busy or its database is away. Try again shortly.') {
    super(code, message);
  }
}
