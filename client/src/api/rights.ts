// What a signed-in reader may open, as far as pages must know it to show no door that stays shut. The server asks its
// own table at each request; this only keeps the corridors tidy.
import type { Role, Self } from '@ioc/contracts/access';
import type { Scope } from '@ioc/contracts/scope';

export type PageName = 'wall' | 'console' | 'tickets' | 'leader' | 'admin' | 'remote';

const WATCHERS: ReadonlySet<Role> = new Set([
  'administrator',
  'operator',
  'leader',
  'data-officer',
  'screen',
]);
const WATCHERS_WITH_HANDS: ReadonlySet<Role> = new Set([
  'administrator',
  'operator',
  'leader',
  'data-officer',
]);
/** Reporters work at the scene: tickets of their area are all that is open to them. */
const TICKET_WORKERS: ReadonlySet<Role> = new Set(['administrator', 'operator', 'reporter']);
const DATA: ReadonlySet<Role> = new Set(['administrator', 'operator', 'data-officer']);

/** Areas where the reader may watch what the page shows, the province first; none: nothing is open to watch. */
export function watchedScopes({ grants }: Self, page: PageName = 'wall'): readonly Scope[] {
  const roles = page === 'tickets' ? TICKET_WORKERS : WATCHERS;
  const scopes = grants.filter(({ role }) => roles.has(role)).map(({ scope }) => scope as Scope);
  return [...new Set(scopes)].toSorted((a, b) => Number(b === 'province') - Number(a === 'province'));
}

/** Holds for the whole province what concerns the whole province. */
export const isAdministrator = ({ grants }: Self): boolean =>
  grants.some(({ role, scope }) => role === 'administrator' && scope === 'province');

/** Takes, assigns, shelves and closes alerts somewhere; and decides about tickets. */
export const worksAlerts = ({ grants }: Self): boolean =>
  grants.some(({ role }) => role === 'administrator' || role === 'operator');

/** Works the desk for the whole province. */
export const isOfTheProvince = ({ grants }: Self): boolean =>
  grants.some(({ role, scope }) => (role === 'administrator' || role === 'operator') && scope === 'province');

/** Rejected input belongs to no unit, so only a right for the whole province opens it. */
export const seesRejectedInput = ({ grants }: Self): boolean =>
  grants.some(({ role, scope }) => DATA.has(role) && scope === 'province');

/** Rejected input is told again, and files are uploaded, by those who answer for the data of the province. */
export const settlesInput = ({ grants }: Self): boolean =>
  grants.some(
    ({ role, scope }) => (role === 'administrator' || role === 'data-officer') && scope === 'province',
  );

/** May this reader open the page at all? */
export function mayOpen(page: PageName, self: Self): boolean {
  if (page === 'admin') return isAdministrator(self);
  if (page === 'remote') return worksAlerts(self);
  const roles = page === 'wall' ? WATCHERS : page === 'tickets' ? TICKET_WORKERS : WATCHERS_WITH_HANDS;
  return self.grants.some(({ role }) => roles.has(role));
}
