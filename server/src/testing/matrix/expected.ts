// What must come out, computed from the table of rights and nothing else of the product, so that the table is the
// specification.
import { POLICY, type Action } from '../../access/policy.ts';
import type { Asker } from './askers.ts';
import { EVERYTHING, SCOPES, type Mark } from './marks.ts';

const marksOf = (scope: string): readonly Mark[] => SCOPES[scope] ?? [];

/** What the asker may see by an action; null: it may not do it anywhere. */
export function sight(asker: Asker, action: Action): ReadonlySet<Mark> | null {
  const { roles, programs } = POLICY[action] as { roles: readonly string[]; programs: boolean };
  if (asker.wrongToken) return null;
  if (roles.includes('public')) return new Set(EVERYTHING);
  const mayByKey = programs && asker.actions?.includes(action);
  const held = asker.grants.filter(({ role }) => (asker.actions === null ? roles.includes(role) : mayByKey));
  return held.length > 0 ? new Set(held.flatMap(({ scope }) => marksOf(scope))) : null;
}

/** May it do this, asked about a scope? */
export function may(asker: Asker, action: Action, scope: string): boolean {
  const seen = sight(asker, action);
  if (seen === null) return false;
  const { area } = POLICY[action];
  if (area === 'none' || area === 'rows') return true;
  if (area === 'province') return seen.has('ALL');
  const wanted = marksOf(scope);
  return seen.has('ALL') || (wanted.length > 0 && wanted.every((mark) => seen.has(mark)));
}

/** Nobody is asked to sign in; somebody is told no. */
export const refusalOf = (asker: Asker): number =>
  asker.wrongToken || Object.keys(asker.headers).length === 0 || isTakenForNobody(asker) ? 401 : 403;

const NAMES_WITHOUT_RIGHTS = new Set(['nothing granted']);
const isTakenForNobody = ({ grants, name, actions }: Asker): boolean =>
  actions === null && grants.length === 0 && !NAMES_WITHOUT_RIGHTS.has(name);
