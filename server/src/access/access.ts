import type { Role } from '@ioc/contracts/access';
import type { Scope } from '@ioc/contracts/scope';
import type { ScopeUnits } from '../registry/unit-directory.ts';
import { POLICY, type Action } from './policy.ts';
import type { Principal } from './principal.ts';

/** The unit directory, as far as rights need it. */
export interface Areas {
  /** Units of a scope; null: everything; undefined: there is no such scope. */
  scopeUnits(scope: Scope): ScopeUnits | undefined;
}

/** The one question that every door asks. */
export class Access {
  constructor(private readonly areas: Areas) {}

  /** May it do this in that scope? Where the table says `none`, any scope will do. */
  can(principal: Principal, action: Action, scope: Scope): boolean {
    const area = this.area(principal, action);
    if (area === undefined) return false;
    if (area === null || POLICY[action].area === 'none') return true;
    if (POLICY[action].area === 'province') return false;
    const wanted = this.areas.scopeUnits(scope);
    return wanted !== undefined && wanted !== null && [...wanted].every((unitId) => area.has(unitId));
  }

  /** The units where it may: null for the whole province, the unlocated included; undefined for nowhere at all. */
  area(principal: Principal, action: Action): ScopeUnits | undefined {
    const scopes = this.#scopes(principal, action);
    if (scopes.length === 0) return undefined;
    const units = new Set<string>();
    for (const scope of scopes) {
      const found = this.areas.scopeUnits(scope as Scope);
      if (found === null) return null;
      // A unit or group that is no longer there gives nothing.
      for (const unitId of found ?? []) units.add(unitId);
    }
    return units;
  }

  #scopes({ grants, actions }: Principal, action: Action): string[] {
    const { roles, programs } = POLICY[action];
    const may: readonly Role[] = roles;
    // What is open to everybody needs no right.
    if (may.includes('public')) return ['province'];
    if (actions !== null) {
      const isHeld = programs && actions.has(action);
      return isHeld ? grants.map(({ scope }) => scope) : [];
    }
    return grants.filter(({ role }) => may.includes(role)).map(({ scope }) => scope);
  }
}
