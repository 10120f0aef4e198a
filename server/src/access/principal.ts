import type { Scope } from '@ioc/contracts/scope';

export const ROLES = ['administrator', 'operator', 'leader', 'screen', 'public'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Principal {
  readonly name: string;
  readonly role: Role;
  /** Where the role holds; 'province' is everywhere. */
  readonly area: Scope;
  /** How it was proven; a cookie is sent by browsers unasked, which is why it needs the same-origin check. */
  readonly by: 'nothing' | 'session' | 'token';
  /** SHA-256 of the session id, to notice when it ends. */
  readonly sessionHash: string | null;
}

export const NOBODY: Principal = {
  name: 'public',
  role: 'public',
  area: 'province',
  by: 'nothing',
  sessionHash: null,
};
