import { createHmac } from 'node:crypto';

export const SIGNING_KEY = 'a signing key of the tests';

export interface SignedPost {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A post signed as our READMEs say; `atMs` is the moment it claims. */
export function signedPost(value: unknown, { atMs = Date.now(), key = SIGNING_KEY } = {}): SignedPost {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/cloudevents+json',
      'x-ioc-timestamp': timestamp,
      'x-ioc-signature': `sha256=${signature}`,
    },
  };
}

export const callEvent = (id: string, more: object = {}): object => ({
  specversion: '1.0',
  id: `e-${id}`,
  source: 'urn:tong-dai:1022',
  type: 'vn.ioc.hotline.call.v1',
  time: new Date(Date.now() - 1_000).toISOString(),
  data: { id, state: 'answered', queue: '1022', waitSeconds: 12, ...more },
});
