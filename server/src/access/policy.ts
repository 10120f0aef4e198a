// X1: every route, channel and command names an action; this table says which roles may. What is not here is refused.
import { ROLES, type Role } from './principal.ts';

const EVERYBODY = ROLES;
const STAFF = ['administrator', 'operator', 'leader', 'screen'] as const;
const DESK = ['administrator', 'operator'] as const;

export const POLICY = {
  'pages.read': EVERYBODY,
  'site.read': EVERYBODY,
  'health.read': EVERYBODY,
  'session.open': EVERYBODY,
  'session.close': EVERYBODY,
  // Where the communes lie is no secret, and a resident points at one.
  'map.read': EVERYBODY,
  'reports.create': EVERYBODY,
  'reports.categories': EVERYBODY,
  'reports.track': EVERYBODY,
  'open311.read': EVERYBODY,
  'open311.create': EVERYBODY,

  'events.read': STAFF,
  'sources.read': STAFF,
  'assets.read': STAFF,
  'units.read': STAFF,
  'service.read': STAFF,
  'indicators.read': STAFF,
  'snapshot.read': STAFF,
  'docs.read': STAFF,

  'dead-letters.read': DESK,
  'tickets.update': DESK,
  'metrics.read': DESK,
  'session.invite': ['administrator'],

  'stream.counts': STAFF,
  'stream.map': STAFF,
  'stream.latest': STAFF,
  'stream.critical': STAFF,
  'stream.tickets': STAFF,
  'stream.service': STAFF,
  'stream.sources': STAFF,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof POLICY;

export const isAction = (word: unknown): word is Action =>
  typeof word === 'string' && Object.hasOwn(POLICY, word);
