// Where strangers' words come in: parameters of queries and fields of bodies, with a sane value each, so that an attack
// on one of them is not stopped by another. A route that is not named here is attacked with fields of its own guess.
import type { RouteEntry } from '../../access/route-table.ts';

const INSTANT = '2026-11-22T01:00:00Z';
const CLIENT_ID = '3f0f6f1c-1f0e-4e3f-9b0e-6f1c6a0e1f0e';
const UNIT = 'MARKA@2025-07-01';
const TOKEN = 'x'.repeat(43);
const FILTERS = { from: INSTANT, to: INSTANT, limit: '5' };

const QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/api/v1/events': {
    ...FILTERS,
    type: 'a',
    source: 'camera',
    unit: UNIT,
    domain: 'traffic',
    severity: 'low',
    bbox: '1,2,3,4',
    after: 'WyIyMDMwLTAxLTAxVDAwOjAwOjAwLjAwMDAwMFoiLCJhIiwieiJd',
  },
  '/api/v1/assets': {
    registered: 'true',
    kind: 'camera',
    source: 'camera',
    unit: UNIT,
    after: 'a',
    limit: '5',
  },
  '/api/v1/units': { at: '2026-11-22', parent: 'a' },
  '/api/v1/units/resolve': {
    code: '44',
    name: 'Quảng Bình',
    at: '2025-06-30',
    to: '2026-11-22',
    kind: 'province',
    parent: '44',
  },
  '/api/v1/service/trend': { unit: UNIT, days: '30' },
  '/api/v1/series': {
    scope: `unit:${UNIT}`,
    from: INSTANT,
    to: '2026-11-23T01:00:00Z',
    knownAt: '2026-11-23T01:00:00Z',
  },
  '/api/v1/snapshot': {
    channel: 'latest',
    scope: `unit:${UNIT}`,
    at: INSTANT,
    domains: 'health,traffic',
    minSeverity: 'low',
  },
  '/api/v1/dead-letters': { source: 'camera', reason: 'schema', after: '2026-11-22T01:00:00Z_1', limit: '5' },
  '/api/v1/reports/nearby': { lon: '107.1', lat: '16.8', serviceCode: 'den-duong' },
  '/api/v1/scenes/:scene/revisions': { after: '5', limit: '5' },
  '/api/v1/audit': { ...FILTERS, actor: 'a', action: 'sign-in', outcome: 'done', target: 'a', after: '1' },
  '/api/v1/audit/export': { from: INSTANT, to: INSTANT, actor: 'a', format: 'csv' },
  '/open311/v2/requests.json': {
    service_request_id: 'a,b',
    service_code: 'a',
    status: 'open',
    start_date: INSTANT,
    end_date: INSTANT,
    page: '1',
    page_size: '5',
  },
};

const PERSON = { login: 'an', name: 'An', email: null, grants: [{ role: 'leader', scope: 'province' }] };
const GROUP = { name: 'Nhóm', nameEn: 'Group', unitIds: [UNIT] };
const SCREEN = { name: 'Tường', scope: 'province', scenes: ['overview'] };
const SCENE = { text: 'id: a', note: 'a', revision: 0 };
const PASSWORD = 'mot mat khau du dai 1';

const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'PUT /api/v1/reports/:clientId': {
    serviceCode: 'den-duong',
    description: 'a',
    lon: 107.1,
    lat: 16.8,
    accuracyM: 1,
    address: 'a',
    contact: 'a@example.vn',
    sentAt: INSTANT,
    attachments: [],
    consent: true,
    notify: true,
    language: 'vi',
  },
  'POST /api/v1/reports/nearby/:ref/follow': { clientId: CLIENT_ID },
  'POST /api/v1/track/:code/rating': { stars: 5, comment: 'a' },
  'POST /api/v1/track/:code/reopen': { reason: 'dark again' },
  'POST /api/v1/track/:code/push': {
    endpoint: 'https://push.example.net/a',
    p256dh: 'B'.repeat(87),
    auth: 'a'.repeat(22),
    language: 'vi',
  },
  'PATCH /api/v1/tickets/:source/:id': { state: 'accepted', note: 'a' },
  'POST /api/v1/session': { login: 'an', password: PASSWORD },
  'POST /api/v1/session/totp': { code: '123456' },
  'POST /api/v1/session/screen': { token: TOKEN },
  'POST /api/v1/session/first-administrator': { token: TOKEN, login: 'an', name: 'An', password: PASSWORD },
  'POST /api/v1/invitations/read': { token: TOKEN },
  'POST /api/v1/invitations/accept': { token: TOKEN, password: PASSWORD },
  'POST /api/v1/people': PERSON,
  'PATCH /api/v1/people/:id': { name: 'An', email: null, active: true, grants: PERSON.grants },
  'POST /api/v1/groups': { id: 'a-group', ...GROUP },
  'PUT /api/v1/groups/:id': GROUP,
  'POST /api/v1/screens': SCREEN,
  'PATCH /api/v1/screens/:id': SCREEN,
  'POST /api/v1/scenes/check': { text: 'id: a', scene: 'a' },
  'POST /api/v1/scenes': { text: 'id: a', note: 'a' },
  'PUT /api/v1/scenes/:scene': SCENE,
  'POST /api/v1/scenes/:scene/revisions/:revision/restore': { note: 'a', revision: 0 },
  'PUT /api/v1/scene-order': { scenes: [{ id: 'overview', revision: 0 }] },
  'POST /api/v1/scene-imports': { text: 'id: a', note: 'a', replace: false, dryRun: false },
  'POST /api/v1/keys': { name: 'a', actions: ['events.read'], scopes: ['province'], expiresAt: INSTANT },
  'PUT /api/v1/account/password': { current: PASSWORD, next: PASSWORD },
  'PUT /api/v1/account/totp': { code: '123456' },
  'POST /open311/v2/requests.json': {
    service_code: 'a',
    lat: '16.8',
    long: '107.1',
    address_string: 'a',
    description: 'a',
    email: 'a@example.vn',
    phone: '1',
    device_id: 'a',
  },
};

export const queryOf = (route: RouteEntry): Readonly<Record<string, string>> =>
  QUERIES[route.url] ?? { id: 'a', unit: UNIT };

export const bodyOf = (route: RouteEntry): Readonly<Record<string, unknown>> | null =>
  ['POST', 'PUT', 'PATCH'].includes(route.method)
    ? (BODIES[`${route.method} ${route.url}`] ?? { id: 'a', name: 'a', token: TOKEN })
    : null;

/** Names of the parameters in a route's address. */
export const parametersOf = (route: RouteEntry): string[] =>
  [...route.url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** The address with each parameter as `value` says. */
export const filled = (url: string, value: (name: string) => string): string =>
  url.replaceAll(/:(\w+)|\*/g, (_whole, name: string | undefined) => encodeURIComponent(value(name ?? '*')));
