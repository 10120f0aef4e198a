// Signing in, step by step. Every step is a POST of a page; a link only carries a token to such a page.
import { z } from 'zod';
import type { Self } from '../access.ts';
import { loginSchema, newPasswordSchema, personNameSchema, totpCodeSchema } from './people.ts';

const tokenSchema = z.string().min(20).max(200);

/** `POST /api/v1/session`: by the one-time link of the machine's owner, or by login and password. */
export const signInSchema = z.union([
  z.strictObject({ token: tokenSchema }),
  z.strictObject({ login: z.string().min(1).max(200), password: z.string().min(1).max(1000) }),
]);
export type SignIn = z.infer<typeof signInSchema>;

/** `POST /api/v1/session/first-administrator`: the link of a fresh installation makes its first account. */
export const firstAdministratorSchema = z.strictObject({
  token: tokenSchema,
  login: loginSchema,
  name: personNameSchema,
  password: newPasswordSchema,
});
export type FirstAdministrator = z.infer<typeof firstAdministratorSchema>;

/** `POST /api/v1/session/totp`: six digits, or a recovery code. */
export const secondStepSchema = z.strictObject({ code: z.string().trim().min(6).max(40) });
export type SecondStep = z.infer<typeof secondStepSchema>;

/** `POST /api/v1/session/screen`: a kiosk token. */
export const screenSignInSchema = z.strictObject({ token: tokenSchema });

/** `POST /api/v1/invitations/read` and `…/accept`. */
export const invitationSchema = z.strictObject({ token: tokenSchema });
export const acceptInvitationSchema = z.strictObject({ token: tokenSchema, password: newPasswordSchema });
export type AcceptInvitation = z.infer<typeof acceptInvitationSchema>;
export interface InvitationView {
  readonly purpose: 'invite' | 'reset';
  readonly login: string;
  readonly name: string;
  readonly expiresAt: string;
}

/**
 * How far in: `none` nobody; `first-administrator` the link is good and no administrator exists yet (the token is not
 * used up); `totp` a code is asked for; `enrol-totp` an administrator must set up codes first; `open` signed in.
 */
export type SignInStep = 'none' | 'first-administrator' | 'totp' | 'enrol-totp' | 'open';

/** `GET /api/v1/session`, and the answer to every step. */
export interface SessionView {
  readonly step: SignInStep;
  /** Set when step is `open`. */
  readonly self: Self | null;
  readonly ways: SignInWays;
}

export interface SignInWays {
  /** The name of the identity provider on its button; null: none is configured. */
  readonly oidc: string | null;
  /** One account per role, in demonstration mode only; null otherwise. */
  readonly demo:
    | readonly {
        readonly login: string;
        readonly password: string;
        readonly name: string;
        readonly role: string;
      }[]
    | null;
}

/**
 * Who is at the keyboard is asked again before the second step changes: `DELETE /api/v1/account/totp`,
 * `POST /api/v1/account/recovery-codes`, and `POST /api/v1/account/totp` when codes are asked for already (else it needs
 * no body). An account of the identity provider has no password and gives a code.
 */
export const keyboardProofSchema = z.union([
  z.strictObject({ password: z.string().min(1).max(1000) }),
  secondStepSchema,
]);
export type KeyboardProof = z.infer<typeof keyboardProofSchema>;

/** `POST /api/v1/account/totp`: a new secret, good once `PUT /api/v1/account/totp {code}` proves the app has it. */
export interface TotpEnrolment {
  /** Base32, to type by hand. */
  readonly secret: string;
  /** otpauth:// URI, to draw as a QR code. */
  readonly uri: string;
}
export const confirmTotpSchema = z.strictObject({ code: totpCodeSchema });

/** Shown once. */
export interface RecoveryCodes {
  readonly codes: readonly string[];
}

/** `GET /api/v1/account`. */
export interface AccountView {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly origin: 'local' | 'oidc' | 'demo';
  readonly grants: Self['grants'];
  readonly totp: boolean;
  readonly recoveryCodesLeft: number;
}

/** `PUT /api/v1/account/password`; ends every other session of the account. */
export const changePasswordSchema = z.strictObject({
  current: z.string().min(1).max(1000),
  next: newPasswordSchema,
});
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** `GET /api/v1/account/sessions`; ended by `DELETE /api/v1/account/sessions/:handle`, or all others without handle. */
export interface OwnSession {
  readonly handle: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  /** User-Agent as the browser said it. */
  readonly agent: string | null;
}
