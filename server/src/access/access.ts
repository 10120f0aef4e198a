import type { Scope } from '@ioc/contracts/scope';
import { POLICY, type Action } from './policy.ts';
import type { Principal, Role } from './principal.ts';

/** The one question that every door asks. */
export class Access {
  can(principal: Principal, action: Action, scope: Scope): boolean {
    const roles: readonly Role[] = POLICY[action];
    return roles.includes(principal.role) && (principal.area === 'province' || principal.area === scope);
  }
}
