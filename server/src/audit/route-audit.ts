// The safety net below every route: who is refused is noted, and a change whose handler wrote no entry gets a plain one,
// so that a new route cannot be forgotten. Handlers that know what changed write better entries themselves.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NOBODY } from '../access/principal.ts';
import { AuditMark, runMarked } from './audit-mark.ts';
import type { AuditTrail } from './audit-trail.ts';
import { ANY_REQUEST } from './note-queue.ts';

declare module 'fastify' {
  interface FastifyRequest {
    auditMark: AuditMark;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Before the route guard, whose refusals it notes. */
export function installRouteAudit(fastify: FastifyInstance, trail: AuditTrail): void {
  fastify.decorateRequest('auditMark');
  fastify.addHook('onRequest', (request, _reply, done) => {
    request.principal = NOBODY;
    request.auditMark = new AuditMark(request.ip, request.id);
    done();
  });
  // After the body was read: reading it loses the way back to the request.
  fastify.addHook('preHandler', (request, _reply, done) => runMarked(request.auditMark, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!request.is404) look(request, reply, trail);
    done();
  });
}

function look(request: FastifyRequest, { statusCode }: FastifyReply, trail: AuditTrail): void {
  const { principal, auditMark } = request;
  const isStranger = principal.kind === 'nobody';
  if (auditMark.isWritten) return;
  if (statusCode === 401 || statusCode === 403) return trail.note(noted(request, 'refused'));
  if (!isStranger && statusCode < 400 && !SAFE.has(request.method)) trail.note(noted(request, 'done'));
}

function noted(request: FastifyRequest, outcome: 'refused' | 'done') {
  const { principal, method, routeOptions, ip: address, id: correlationId } = request;
  const isStranger = principal.kind === 'nobody';
  return {
    principal,
    action: isStranger ? ANY_REQUEST : (routeOptions.config.action ?? ANY_REQUEST),
    outcome,
    // The pattern of the address: what stands in its place may be a tracking code.
    target: `${method} ${routeOptions.url ?? ''}`,
    address,
    correlationId,
  };
}
