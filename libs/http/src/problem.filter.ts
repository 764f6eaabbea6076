import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/authorization';
import { Replay } from './idempotency.js';
import { faultOf, problemOf } from './problem.js';
import { callerOf } from './request.js';

/** Told when a person was refused an action on a record that the person can see. */
export type DenialListener = (caller: Caller, request: { method: string; path: string }, code: string) => void;

/** Renders every error as problem details. What is not foreseen is logged with its stack and answered without it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(private readonly denied: DenialListener = () => {}) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent) return;
    if (error instanceof Replay) {
      void reply
        .status(error.status)
        .headers({ 'content-type': 'application/json; charset=utf-8', 'idempotency-replayed': 'true', ...error.headers })
        .send(error.body);
      return;
    }
    const fault = faultOf(error);
    if (fault.status >= 500 && fault.status !== 503) this.log.error({ err: error, requestId: request.id }, 'request failed');
    const caller = callerOf(request);
    if (fault.status === 403 && caller) this.denied(caller, { method: request.method, path: request.url.split('?')[0]! }, fault.code);
    void reply
      .status(fault.status)
      .headers({ 'content-type': 'application/problem+json; charset=utf-8', ...fault.headers })
      .send(JSON.stringify(problemOf(fault, String(request.id))));
  }
}
