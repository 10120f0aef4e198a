// The questions put to each route, made from the route itself: sane values for its parameters, and for the actions that
// areas bound, every way of naming a place. A route that somebody adds is asked too.
import type { RouteEntry } from '../../access/route-table.ts';
import { isAction, POLICY, type Action } from '../../access/policy.ts';
import { CHANNELS, type Channel } from '@ioc/contracts/stream/channels';
import {
  alertIdOf,
  MOVED,
  PLACES,
  seededOf,
  unitIdOf,
  UNIT_A,
  UNIT_B,
  GROUP,
  type Mark,
  type Place,
} from './marks.ts';

export interface Case {
  readonly route: RouteEntry;
  readonly action: Action;
  readonly path: string;
  /** The scope that is asked about. */
  readonly scope: string;
  /** Where the thing lies that is asked for; null: no one thing. */
  readonly target: Mark | null;
  /** A snapshot needs the right to its stream as well. */
  readonly alsoNeeds: Action | null;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  ':source': 'nobody',
  ':id': 'nothing-here',
  ':code': 'AAAA-BBBB-CCCC',
  ':file': 'nothing.json',
  ':scene': 'overview',
  ':handle': 'nothing-here',
  '*': 'nothing.js',
};
export const addressOf = (url: string): string =>
  url.replaceAll(/:\w+|\*/g, (name) => PARAMETERS[name] ?? 'nothing');

/** Routes that stand by themselves; Fastify adds HEAD to each GET. */
export const ownRoutes = (routes: readonly RouteEntry[]): RouteEntry[] =>
  routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');

export function casesOf(route: RouteEntry): Case[] {
  const { action } = route;
  if (!isAction(action)) return [];
  const plain: Case = {
    route,
    action,
    path: addressOf(route.url),
    scope: 'province',
    target: null,
    alsoNeeds: null,
  };
  const { area } = POLICY[action];
  if (route.url.startsWith('/api/v1/alerts/:id')) return alertCases(plain);
  if (route.url.startsWith('/api/v1/tickets/:source/:id')) return ticketCases(plain);
  if (area === 'rows') return route.url.endsWith('/:source/:id') ? thingCases(plain) : rowCases(plain);
  if (area === 'scope') return scopeCases(plain);
  return [plain];
}

const asked = (plain: Case, more: Partial<Case>): Case => ({ ...plain, ...more });

/** Each thing of each place by its name. */
function thingCases(plain: Case): Case[] {
  const things = PLACES.flatMap((place) =>
    seededOf(place).map((thing) => ({ thing, target: place as Mark })),
  );
  const moved = { thing: MOVED, target: 'A' as Mark };
  return [...things, moved].map(({ thing, target }) =>
    asked(plain, { path: plain.path.replace('nobody/nothing-here', thing), target }),
  );
}

/**
 * Each place's ticket. It is there for whoever may read it and for a plain change of its state; the other steps say too little
 * to be taken, or may be taken once, but say nothing of what is not there.
 */
function ticketCases(plain: Case): Case[] {
  const { method, url } = plain.route;
  const isThere = method === 'PATCH' || (method === 'GET' && /(:id|duplicates)$/.test(url));
  const places: readonly Place[] = isThere ? PLACES : ['A', 'NONE'];
  return places.map((place) =>
    asked(plain, {
      path: plain.path.replace('nobody/nothing-here', `hotline/MARK${place}-0-ticket`),
      target: isThere ? place : null,
    }),
  );
}

/** Each place's alert by its number; a step says too little to be taken, but says nothing of what is not there. */
const alertCases = (plain: Case): Case[] =>
  PLACES.map((place) =>
    asked(plain, {
      path: plain.path.replace('nothing-here', alertIdOf(place)),
      target: plain.route.method === 'GET' ? place : null,
    }),
  );

function rowCases(plain: Case): Case[] {
  const cursor = (at: string, id: string) =>
    Buffer.from(JSON.stringify([at, id, 'zzz'])).toString('base64url');
  const queries = [
    '',
    '?limit=1',
    '?limit=1000&source=camera',
    '?source=reviews',
    `?unit=${unitIdOf('A')}`,
    `?unit=${unitIdOf('B')}`,
    `?unit=${unitIdOf('C')}&limit=1`,
    '?severity=critical&domain=health',
    '?bbox=-180,-90,180,90',
    `?after=${cursor('2030-01-01T00:00:00.000000Z', 'MARKB-0-arrival')}`,
    '?after=camera/MARKA-asset',
    '?scope=province',
  ];
  return queries.map((query) => asked(plain, { path: `${plain.path}${query}` }));
}

function scopeCases(plain: Case): Case[] {
  const named = ['province', UNIT_A, UNIT_B, GROUP, 'unit:nowhere'].map((scope) => ({
    scope,
    query: `scope=${scope}`,
  }));
  const short = [UNIT_A, UNIT_B].map((scope) => ({ scope, query: `unit=${scope.slice('unit:'.length)}` }));
  const places = [{ scope: 'province', query: '' }, ...named, ...short];
  const isOfChannels = plain.path.endsWith('/snapshot');
  return places.flatMap(({ scope, query }) =>
    channelsFor(isOfChannels, query).map((channel) =>
      asked(plain, {
        scope,
        path: `${plain.path}?${[query, channel === null ? '' : `channel=${channel}`].filter(Boolean).join('&')}`,
        alsoNeeds: channel === null ? null : `stream.${channel}`,
      }),
    ),
  );
}

/** All of them in two scopes, one in the others: the scope is what differs there. */
function channelsFor(isOfChannels: boolean, query: string): readonly (Channel | null)[] {
  if (!isOfChannels) return [null];
  return query === '' || query === `scope=${UNIT_A}` ? CHANNELS : ['latest'];
}
