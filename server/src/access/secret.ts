import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, fit for a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Takes the same time however much of it is right. */
export const isSameSecret = (given: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(right)));
