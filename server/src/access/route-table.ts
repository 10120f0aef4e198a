import type { FastifyInstance } from 'fastify';
import type { Action } from './policy.ts';

export interface RouteEntry {
  readonly method: string;
  readonly url: string;
  readonly action: Action | null;
}

/** Every route registered from now on, by whomever; tests make the matrix of rights from it. */
export function collectRoutes(fastify: FastifyInstance): readonly RouteEntry[] {
  const routes: RouteEntry[] = [];
  fastify.addHook('onRoute', ({ method, url, config }) => {
    const action = config?.action ?? null;
    for (const one of [method].flat()) routes.push({ method: one, url, action });
  });
  return routes;
}
