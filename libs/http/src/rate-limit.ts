import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.js';

/** Requests of a kind that one person or address may make: a burst, refilled at so many a second. */
interface Allowance {
  readonly kind: string;
  readonly burst: number;
  readonly perSecond: number;
  applies(path: string, request: FastifyRequest): boolean;
}

const ALLOWANCES: readonly Allowance[] = [
  { kind: 'sign-in', burst: 60, perSecond: 1, applies: (path) => /\/auth\/(login|refresh|second-factor)$/.test(path) },
  {
    kind: 'access',
    burst: 30,
    perSecond: 0.2,
    applies: (path) => /\/auth\/(registrations|password-resets|password-resets\/redeem|invitations\/redeem)$/.test(path),
  },
  { kind: 'look-up', burst: 60, perSecond: 20, applies: (path) => path.includes('/lookups/') },
  { kind: 'search', burst: 60, perSecond: 10, applies: (_path, request) => typeof (request.query as { q?: unknown }).q === 'string' },
  { kind: 'export', burst: 10, perSecond: 0.2, applies: (path) => path.endsWith('/export.csv') },
  { kind: 'upload', burst: 60, perSecond: 5, applies: (path, request) => request.method === 'POST' && path.endsWith('/attachments') },
];

const MOST_KEPT = 50_000;

/** Token buckets of this process. A burst is free; who goes on faster than the refill is told how long to wait. */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** @throws HttpProblem 429 with Retry-After */
  check(request: FastifyRequest, who: string, now = Date.now()): void {
    const path = request.url.split('?')[0]!;
    for (const allowance of ALLOWANCES) if (allowance.applies(path, request)) this.take(allowance, who, now);
  }

  private take({ kind, burst, perSecond }: Allowance, who: string, now: number): void {
    const key = `${kind} ${who}`;
    const bucket = this.buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > MOST_KEPT) this.buckets.delete(this.buckets.keys().next().value!);
    if (bucket.tokens < 1) {
      const wait = Math.ceil((1 - bucket.tokens) / perSecond);
      throw new HttpProblem(429, 'too_many_requests', `Too many requests of this kind. Try again in ${wait} s.`, {
        'retry-after': String(wait),
      });
    }
    bucket.tokens -= 1;
  }
}
