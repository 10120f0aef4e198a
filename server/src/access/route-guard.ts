// The one gate of HTTP, before any handler, on every route the server has, whoever registered it. A route that names
// no action is refused. Order: same origin, how often, who, may they, where. What a handler of rows may show is in
// `request.area`; what is refused is noted by `audit/route-audit.ts`; a route of a scope has been asked about the scope it names before its handler runs.
import { scopeSchema } from '@ioc/contracts/scope';
import type { Scope } from '@ioc/contracts/scope';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { problem, sendProblem } from '../problem.ts';
import type { ScopeUnits } from '../registry/unit-directory.ts';
import type { Access } from './access.ts';
import { isAction, POLICY, type Action } from './policy.ts';
import { NOBODY, type Principal } from './principal.ts';
import { BadToken, type PrincipalResolver } from './principal-resolver.ts';
import type { RateLimit } from './rate-limit.ts';
import { isSameOrigin } from './same-origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal;
    /** Units whose rows may be shown; null: all, the unlocated included. */
    area: ScopeUnits;
    /** What a route of a scope was asked about; null on every other route. */
    scope: Scope | null;
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

const NOWHERE: ScopeUnits = new Set();
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Anybody's page may send these: no cookie plays a part. */
const FROM_ANY_SITE: ReadonlySet<Action> = new Set<Action>(['open311.create']);

export function installRouteGuard(fastify: FastifyInstance, parts: GuardParts): void {
  fastify.decorateRequest('principal');
  fastify.decorateRequest('area');
  fastify.decorateRequest('scope');
  fastify.addHook('onRequest', async (request, reply) => {
    request.principal = NOBODY;
    request.area = NOWHERE;
    request.scope = null;
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
  const area = parts.access.area(request.principal, action);
  if (area === undefined) return refuseRight(request, reply, parts, 'your role may not do this');
  request.area = area;
  const rule = POLICY[action].area;
  if (rule === 'province' && area !== null)
    return refuseRight(request, reply, parts, 'this needs a right for the whole province');
  if (rule !== 'scope') return;
  const scope = scopeIn(request.query);
  if (scope === null) return refuse(reply, parts, 400, 'scope or unit is not one scope');
  if (!parts.access.can(request.principal, action, scope))
    return refuseRight(request, reply, parts, 'this lies outside your area');
  request.scope = scope;
}

/** The scope the guard was asked about: the only one a handler may answer for, whatever else the query says. */
export function scopeOf({ scope }: FastifyRequest): Scope {
  if (scope === null) throw new Error('the action of this route knows no scope');
  return scope;
}

/** The scope that a request names: `scope`, or `unit` as short for `unit:<id>`; the province when neither; null: neither one scope nor none. */
function scopeIn(query: unknown): Scope | null {
  const { scope, unit } = query as { scope?: unknown; unit?: unknown };
  if (scope !== undefined && unit !== undefined) return null;
  const named = unit === undefined ? (scope ?? 'province') : typeof unit === 'string' ? `unit:${unit}` : null;
  const parsed = scopeSchema.safeParse(named);
  return parsed.success ? (parsed.data as Scope) : null;
}

function refuseRight(request: FastifyRequest, reply: FastifyReply, parts: GuardParts, detail: string): void {
  if (request.principal.by === 'nothing') return refuse(reply, parts, 401, 'sign in first');
  return refuse(reply, parts, 403, detail);
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
