// Ten codes on paper for the day the telephone is lost. 80 random bits each: a plain hash is enough, nobody guesses them.
import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import { sha256 } from './secret.ts';

const CODES = 10;
const CODE_BYTES = 10;

/** In groups of four, as people read them out. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: CODES }, () => {
    const letters = new Secret({
      buffer: new Uint8Array(randomBytes(CODE_BYTES)).buffer,
    }).base32.toLowerCase();
    return letters.match(/.{4}/g)?.join('-') ?? letters;
  });

/** However it was typed: capitals, spaces, without the strokes. */
export const recoveryCodeHash = (code: string): string =>
  sha256(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));

export const isRecoveryCode = (code: string): boolean => code.replaceAll(/[^a-zA-Z0-9]/g, '').length === 16;
