import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '#libs/authorization';
import { Stale } from '#libs/kernel';

const CALLER = Symbol('caller');

/** Finds out who makes a request, before its body is read. Rejects with 401. */
export interface Authenticator {
  authenticate(request: FastifyRequest): Promise<Caller>;
}
export const AUTHENTICATOR = Symbol('authenticator');

export const setCaller = (request: FastifyRequest, caller: Caller): void => {
  (request as unknown as Record<symbol, Caller>)[CALLER] = caller;
};

export const callerOf = (request: FastifyRequest): Caller | undefined => (request as unknown as Record<symbol, Caller | undefined>)[CALLER];

/** The person who makes the request, with what that person may do. */
export const Me = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('this route has no caller: it is open');
  return caller;
});

/** The query string as it came, for a list. */
export const ListParameters = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().query,
);

/** The version that If-Match names; -1, which no record has, for one that is no version of ours. */
export function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(header)?.[1];
  return version === undefined ? -1 : Number(version);
}

/** @throws Stale when the caller read another version than the one that stands */
export function checkVersion(caller: Caller, record: { readonly version: number }): void {
  if (caller.ifMatch !== undefined && caller.ifMatch !== record.version) throw new Stale();
}
