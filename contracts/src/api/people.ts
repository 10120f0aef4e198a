// Administration of people, groups of units, screens and API keys.
import { z } from 'zod';
import { grantSchema, type Grant, type PersonRole } from '../access.ts';
import { scopeSchema } from '../scope.ts';

export const loginSchema = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .regex(/^[\p{L}\p{N}._@-]+$/u, 'letters, digits and . _ @ - only');
export const personNameSchema = z.string().trim().min(1).max(120);
/** Length is what counts (NIST SP 800-63B); a list of known passwords is checked by the server. */
export const newPasswordSchema = z.string().min(12, 'at least 12 characters').max(256);
export const totpCodeSchema = z.string().regex(/^\d{6}$/, 'six digits');

const emailSchema = z.email().max(200).nullable();
const grantsSchema = z.array(grantSchema).max(50);

/** `GET /api/v1/people`, `GET /api/v1/people/:id` */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly origin: 'local' | 'oidc' | 'demo';
  readonly active: boolean;
  readonly grants: readonly Grant<PersonRole>[];
  readonly totp: boolean;
  /** Has never set a password and no invitation is open: needs a new link. */
  readonly invited: 'accepted' | 'open' | 'expired';
  readonly lockedUntil: string | null;
  readonly signedInAt: string | null;
  readonly createdAt: string;
  readonly sessions: number;
}

/** `POST /api/v1/people`: answers the person and an invitation. */
export const newPersonSchema = z.strictObject({
  login: loginSchema,
  name: personNameSchema,
  email: emailSchema.default(null),
  grants: grantsSchema,
});
export type NewPerson = z.infer<typeof newPersonSchema>;

/** `PATCH /api/v1/people/:id`: only what is named changes; `grants` replaces all. */
export const personPatchSchema = z.strictObject({
  name: personNameSchema.optional(),
  email: emailSchema.optional(),
  active: z.boolean().optional(),
  grants: grantsSchema.optional(),
});
export type PersonPatch = z.infer<typeof personPatchSchema>;

/** `POST /api/v1/people/:id/invitation`; shown once, good once. The page is `/sign-in/invitation#<token>`. */
export interface Invitation {
  readonly purpose: 'invite' | 'reset';
  readonly token: string;
  readonly expiresAt: string;
}
export interface InvitedPerson {
  readonly person: Person;
  readonly invitation: Invitation;
}

/** `GET /api/v1/groups`; `POST`, `PUT /:id`, `DELETE /:id`. A group is a named set of units (an old city, a shift). */
export interface UnitGroup {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unitIds: readonly string[];
  /** Rights that refer to it; it cannot be deleted while there are any. */
  readonly usedBy: number;
}
export const newGroupSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'lower-case letters, digits and -'),
  name: personNameSchema,
  nameEn: personNameSchema,
  unitIds: z.array(z.string().min(1).max(120)).min(1).max(1000),
});
export type NewGroup = z.infer<typeof newGroupSchema>;
export const groupChangeSchema = newGroupSchema.omit({ id: true });
export type GroupChange = z.infer<typeof groupChangeSchema>;

/** `GET /api/v1/screens` */
export interface ScreenView {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly scenes: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly seenAt: string | null;
  readonly revokedAt: string | null;
  /** Sockets open now on this hub node. */
  readonly online: boolean;
}
export const newScreenSchema = z.strictObject({
  name: personNameSchema,
  scope: scopeSchema,
  /** Empty: every scene. */
  scenes: z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(50),
});
export type NewScreen = z.infer<typeof newScreenSchema>;
/** `PATCH /api/v1/screens/:id` */
export const screenPatchSchema = newScreenSchema.partial();
export type ScreenPatch = z.infer<typeof screenPatchSchema>;
/** `POST /api/v1/screens` and `POST /api/v1/screens/:id/token` (the old token ends): shown once; the page is `/screen#<token>`. */
export interface ScreenToken {
  readonly screen: ScreenView;
  readonly token: string;
}

/** `GET /api/v1/keys` */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  /** How the key begins. */
  readonly hint: string;
  readonly actions: readonly string[];
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly usedAt: string | null;
  readonly revokedAt: string | null;
}
export const newApiKeySchema = z.strictObject({
  name: personNameSchema,
  actions: z.array(z.string().min(1).max(60)).min(1).max(100),
  scopes: z.array(scopeSchema).min(1).max(50),
  expiresAt: z.iso.datetime().nullable(),
});
export type NewApiKey = z.infer<typeof newApiKeySchema>;
/** `POST /api/v1/keys`: shown once; sent as `Authorization: Bearer`. */
export interface NewApiKeyAnswer {
  readonly key: ApiKeyView;
  readonly secret: string;
}

/** `GET /api/v1/policy`: the table of rights, as the server asks it. */
export interface PolicyView {
  readonly actions: readonly {
    readonly action: string;
    /** What it lets one do, in a sentence. */
    readonly says: string;
    readonly saysVi: string;
    readonly roles: readonly string[];
    /** `none` everywhere the same; `rows` only rows of the area; `scope` a named scope within the area; `province` the whole province only. */
    readonly area: 'none' | 'rows' | 'scope' | 'province';
    /** An API key may hold it. */
    readonly programs: boolean;
  }[];
}
