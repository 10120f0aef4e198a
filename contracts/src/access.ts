// Roles and where they hold. What each role may do is the server's policy table (docs/access.md is written from it).
import { z } from 'zod';
import { scopeSchema } from './scope.ts';

export const ROLES = [
  'administrator',
  'operator',
  'leader',
  'data-officer',
  'reporter',
  'screen',
  'public',
] as const;
export type Role = (typeof ROLES)[number];

/** What a person can be given; `screen` belongs to kiosk tokens, `public` to everybody. */
export const PERSON_ROLES = ['administrator', 'operator', 'leader', 'data-officer', 'reporter'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** A role in an area. */
export const grantSchema = z.object({ role: z.enum(PERSON_ROLES), scope: scopeSchema });
export interface Grant<R extends Role = Role> {
  readonly role: R;
  /** province | unit:<id> | group:<id> */
  readonly scope: string;
}

/** Who is asking, as pages see it. `owner`: whoever can read the sign-in token on the machine itself. */
export interface Self {
  readonly kind: 'owner' | 'person' | 'screen' | 'program';
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** A screen may show these; null: any. */
  readonly scenes: readonly string[] | null;
  /** A screen of a wall shows what its director says. */
  readonly wall: string | null;
}
