// How much a request may bring, by what it does. Most bring a handful of fields; reports send files as multipart, whose
// parts are bounded where they are read. Larger is answered 413 before it is read.
import type { FastifyInstance } from 'fastify';
import type { Action } from './policy.ts';

const KIB = 1_024;
const USUAL_BYTES = 64 * KIB;
/** Where strangers knock, and where nothing long is said. */
const SMALL_BYTES = 16 * KIB;

const LIMITS: Partial<Record<Action, number>> = {
  'session.open': SMALL_BYTES,
  'session.close': SMALL_BYTES,
  'session.invite': SMALL_BYTES,
  'account.use': SMALL_BYTES,
  'tickets.update': SMALL_BYTES,
  'reports.answer': SMALL_BYTES,
  'uploads.create': 16 * KIB * KIB,
  'map.import': 16 * KIB * KIB,
  // Devices with their passwords, a line each.
  'sources.manage': 256 * KIB,
  // A thousand units with long ids.
  'groups.manage': 256 * KIB,
  // All scenes of a centre in one stream.
  'scenes.edit': 256 * KIB,
};

/** For every route registered from now on. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const action = route.config?.action;
    route.bodyLimit = (action && LIMITS[action]) ?? USUAL_BYTES;
  });
}
