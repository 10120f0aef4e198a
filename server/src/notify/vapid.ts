// Who we are to a push service (RFC 8292): a signed word for each of them, good for half a day. The key is made once and
// kept with the site's data; browsers that subscribed with it know no other.
import { createECDH, createPrivateKey, sign, type KeyObject } from 'node:crypto';

const GOOD_MS = 12 * 3_600_000;
const RENEWED_MS = 3_600_000;
const SERVICES = 50;

export class Vapid {
  /** What browsers subscribe with. */
  readonly publicKey: string;
  readonly #key: KeyObject;
  readonly #words = new Map<string, { readonly header: string; readonly untilMs: number }>();

  /** `secret`: 32 random bytes, base64url. `contact`: mailto: or https:, for the operators of push services. */
  constructor(
    secret: string,
    private readonly contact: string,
  ) {
    const keys = createECDH('prime256v1');
    keys.setPrivateKey(Buffer.from(secret, 'base64url'));
    const point = keys.getPublicKey();
    this.publicKey = point.toString('base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
    this.#key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: secret, x, y } });
  }

  authorization(endpoint: string, nowMs: number): string {
    const { origin } = new URL(endpoint);
    const known = this.#words.get(origin);
    if (known && known.untilMs - nowMs > RENEWED_MS) return known.header;
    const untilMs = nowMs + GOOD_MS;
    const header = `vapid t=${this.#token(origin, untilMs)}, k=${this.publicKey}`;
    if (this.#words.size >= SERVICES) this.#words.clear();
    this.#words.set(origin, { header, untilMs });
    return header;
  }

  #token(audience: string, untilMs: number): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { aud: audience, exp: Math.floor(untilMs / 1_000), sub: this.contact };
    const said = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(said), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return `${said}.${signature.toString('base64url')}`;
  }
}
