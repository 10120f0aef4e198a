// Six digits of RFC 6238 (SHA-1, 30 s), as every authenticator app makes them. The step before and after is taken too,
// for clocks that are off; the caller keeps the step it took, so that no code is good twice.
import { Secret, TOTP } from 'otpauth';

const STEP_S = 30;
const WINDOW = 1;
const SECRET_BYTES = 20;
const ISSUER = 'Toàn Cảnh';

/** Base32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

export const totpUri = (secret: string, login: string): string => totpOf(secret, login).toString();

/** The step the code belongs to; null: it is of no step near `atMs`. */
export function totpStepOf(secret: string, code: string, atMs: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: atMs, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: STEP_S, timestamp: atMs }) + delta;
}

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_S,
  });
