// The one gate of HTTP, before any handler, on every route the server has, whoever registered it. A route that names
// no action is refused. Order: same origin, who, may they, how often.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { problem, sendProblem } from '../problem.ts';
import type { Access } from './access.ts';
import { isAction, type Action } from './policy.ts';
import { NOBODY, type Principal } from './principal.ts';
import { BadToken, type PrincipalResolver } from './principal-resolver.ts';
import type { RateLimit } from './rate-limit.ts';
import { isSameOrigin } from './same-origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal;
  }
  interface FastifyContextConfig {
    action?: Action;
  }
}

export interface GuardParts {
  readonly access: Access;
  readonly resolver: PrincipalResolver;
  readonly rateLimit: RateLimit;
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Anybody's page may send these: no cookie plays a part. */
const FROM_ANY_SITE: ReadonlySet<Action> = new Set<Action>(['open311.create']);

export function installRouteGuard(fastify: FastifyInstance, parts: GuardParts): void {
  fastify.decorateRequest('principal');
  fastify.addHook('onRequest', async (request, reply) => {
    request.principal = NOBODY;
    // No route: the not-found handler answers.
    if (request.is404) return;
    await guard(request, reply, parts);
  });
}

async function guard(request: FastifyRequest, reply: FastifyReply, parts: GuardParts): Promise<void> {
  const { action } = request.routeOptions.config;
  if (!isAction(action)) return refuse(reply, parts, 403, 'this route names no action');
  if (isForged(request, action, parts.config))
    return refuse(reply, parts, 403, 'the request comes from another site');
  const waitSeconds = parts.rateLimit.take(action, request.ip);
  if (waitSeconds > 0) {
    reply.header('retry-after', waitSeconds);
    return refuse(reply, parts, 429, 'too many requests');
  }
  try {
    request.principal = await parts.resolver.resolve(request.headers);
  } catch (error) {
    return refuseUnknown(error, reply, parts);
  }
  if (parts.access.can(request.principal, action, 'province')) return;
  const isNobody = request.principal.by === 'nothing';
  return refuse(reply, parts, isNobody ? 401 : 403, isNobody ? 'sign in first' : 'your role may not do this');
}

function isForged(request: FastifyRequest, action: Action, { origin }: Config): boolean {
  if (SAFE.has(request.method) || FROM_ANY_SITE.has(action) || request.headers.authorization) return false;
  return !isSameOrigin(request.headers, origin);
}

function refuseUnknown(error: unknown, reply: FastifyReply, parts: GuardParts): void {
  if (error instanceof BadToken) return refuse(reply, parts, 401, 'the token is wrong');
  parts.logger.warn({ err: error }, 'a session could not be checked');
  return refuse(reply, parts, 503, 'the session cannot be checked now');
}

function refuse(reply: FastifyReply, { metrics }: GuardParts, status: number, detail: string): void {
  metrics.refusals.inc({ reason: String(status) });
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  sendProblem(reply, problem(status, detail, reply.request.id));
}
