import type { Grant, Self } from '@ioc/contracts/access';
import type { Action } from './policy.ts';

export type { Grant, Role } from '@ioc/contracts/access';

/** Who asks. */
export interface Principal {
  readonly kind: 'nobody' | Self['kind'];
  /** Of the account, the screen or the key. */
  readonly id: string;
  readonly name: string;
  /** What it may do, and where. A program has the scopes of its key here. */
  readonly grants: readonly Grant[];
  /** The actions of an API key; null for everybody else: whatever their roles open. */
  readonly actions: ReadonlySet<Action> | null;
  /** What a screen may show; null: any scene. */
  readonly scenes: readonly string[] | null;
  /** The wall that a screen belongs to. */
  readonly wall: string | null;
  /** How it was proven; a cookie is sent by browsers unasked, which is why it needs the same-origin check. */
  readonly by: 'nothing' | 'session' | 'key' | 'admin-token';
  /** SHA-256 of the session id or key, to notice when it ends or its rights change. */
  readonly hash: string | null;
}

export const NOBODY: Principal = {
  kind: 'nobody',
  id: 'public',
  name: 'public',
  grants: [],
  actions: null,
  scenes: null,
  wall: null,
  by: 'nothing',
  hash: null,
};

/** Whoever can read the data directory owns the machine. */
export const OWNER: Principal = {
  ...NOBODY,
  kind: 'owner',
  id: 'owner',
  name: 'owner',
  grants: [{ role: 'administrator', scope: 'province' }],
};

const rightsOfKnown = new WeakMap<Principal, string>();

/** Two principals with the same text may do the same. A principal never changes, so it is written once for each. */
export function rightsOf(principal: Principal): string {
  const known = rightsOfKnown.get(principal);
  if (known !== undefined) return known;
  const { kind, id, grants, actions, scenes, wall } = principal;
  const rights = JSON.stringify([kind, id, grants, actions && [...actions], scenes, wall]);
  rightsOfKnown.set(principal, rights);
  return rights;
}

/** What pages may know about it; null: nobody. */
export const selfOf = ({ kind, id, name, grants, scenes, wall }: Principal): Self | null =>
  kind === 'nobody' ? null : { kind, id, name, grants, scenes, wall };
