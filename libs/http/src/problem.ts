import { DomainError, type ErrorKind, type FieldError } from '#libs/kernel';
import { isAway, isBrokenReference, isDuplicate } from '#libs/persistence';

/** RFC 9457 problem details, as every error of the API is answered. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  stale: 412,
  refused: 422,
  unavailable: 503,
};

export const TITLES: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request took too long',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused by a rule',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** A refusal that belongs to HTTP itself. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

interface Fault {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the framework's own refusals are called here, by status. */
const FRAMEWORK: Record<number, [string, string]> = {
  400: ['malformed_request', 'The request is malformed.'],
  404: ['not_found', 'There is no such record.'],
  405: ['method_not_allowed', 'This address does not take that method.'],
  408: ['timeout', 'The request took too long.'],
  413: ['too_large', 'The request is larger than this address takes.'],
  415: ['unsupported_media_type', 'Send the body as application/json.'],
  429: ['too_many_requests', 'Too many requests. Slow down.'],
  503: ['unavailable', 'The service is busy. Try again shortly.'],
};

/** Any error as a status, a code and a text that reveal nothing but what the rules allow. */
export function faultOf(error: unknown): Fault {
  if (error instanceof HttpProblem) return { status: error.status, code: error.code, detail: error.message, headers: error.headers };
  if (error instanceof DomainError) {
    const status = STATUS[error.kind];
    const headers: Record<string, string> = status === 503 ? { 'retry-after': '1' } : {};
    return { status, code: error.code, detail: error.message, headers, ...(error.errors.length ? { errors: error.errors } : {}) };
  }
  if (isAway(error))
    return {
      status: 503,
      code: 'database_away',
      detail: 'The database does not answer. Try again shortly.',
      headers: { 'retry-after': '2' },
    };
  if (isDuplicate(error)) return { status: 409, code: 'already_exists', detail: 'Such a record exists already.' };
  if (isBrokenReference(error)) return { status: 409, code: 'still_referred_to', detail: 'Other records stand against it.' };
  const status = statusOf(error);
  const known = FRAMEWORK[status];
  if (known) return { status, code: known[0], detail: known[1] };
  return { status: 500, code: 'internal_error', detail: 'Something went wrong on our side. The request id helps to find it.' };
}

function statusOf(error: unknown): number {
  const given = error as { statusCode?: unknown; getStatus?: () => unknown };
  const status = typeof given?.getStatus === 'function' ? given.getStatus() : given?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

export const problemOf = (fault: Fault, requestId: string): Problem => ({
  type: `urn:quayside:problem:${fault.code}`,
  title: TITLES[fault.status] ?? 'Error',
  status: fault.status,
  detail: fault.detail,
  code: fault.code,
  requestId,
  ...(fault.errors ? { errors: fault.errors } : {}),
});
