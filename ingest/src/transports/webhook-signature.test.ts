import { createHmac } from 'node:crypto';
import { SIGNING_KEY, signedPost } from '../testing/webhook-post.ts';
import { SeenSignatures, verifySignature } from './webhook-signature.ts';

const NOW_MS = Date.parse('2026-03-01T00:00:00Z');
const BODY = '{"a":1}';

const isGood = (
  headers: Readonly<Record<string, string>>,
  body = BODY,
  key: string | null = SIGNING_KEY,
  nowMs = NOW_MS,
) => verifySignature(headers, Buffer.from(body), key, nowMs) !== null;

const { headers } = signedPost(BODY, { atMs: NOW_MS });

describe('signatures', () => {
  it('takes what was signed with the key', () => {
    expect(isGood(headers)).toBe(true);
  });

  it.each([
    ['another body', headers, '{"a":2}'],
    ['another moment', { ...headers, 'x-ioc-timestamp': String(NOW_MS / 1000 - 1) }, BODY],
    ['another key', signedPost(BODY, { atMs: NOW_MS, key: 'other' }).headers, BODY],
    ['no signature', { 'x-ioc-timestamp': headers['x-ioc-timestamp'] ?? '' }, BODY],
    ['no moment', { 'x-ioc-signature': headers['x-ioc-signature'] ?? '' }, BODY],
    [
      'half a signature',
      { ...headers, 'x-ioc-signature': headers['x-ioc-signature']?.slice(0, -2) ?? '' },
      BODY,
    ],
    ['a moment in words', { ...headers, 'x-ioc-timestamp': 'now' }, BODY],
    ['nothing at all', {}, BODY],
  ])('refuses %s', (_what, given, body) => {
    expect(isGood(given, body)).toBe(false);
  });

  it('refuses everything for a source that does not exist', () => {
    expect(isGood(headers, BODY, null)).toBe(false);
  });

  it.each([
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ])('holds the window of five minutes both ways: %i s', (offsetSeconds, good) => {
    expect(isGood(headers, BODY, SIGNING_KEY, NOW_MS + offsetSeconds * 1000)).toBe(good);
  });

  it('takes Standard Webhooks headers, with several signatures and with a whsec_ key', () => {
    const secret = Buffer.from('standard key');
    const at = String(NOW_MS / 1000);
    const mac = createHmac('sha256', secret).update(`msg_1.${at}.${BODY}`).digest('base64');
    const standard = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': at,
      'webhook-signature': `v1a,xx v1,AAAA v1,${mac}`,
    };
    const key = `whsec_${secret.toString('base64')}`;
    expect(isGood(standard, BODY, key)).toBe(true);
    expect(isGood(standard, BODY, 'standard key')).toBe(true);
    expect(isGood({ ...standard, 'webhook-id': 'msg_2' }, BODY, key)).toBe(false);
    expect(isGood({ ...standard, 'webhook-signature': `v2,${mac}` }, BODY, key)).toBe(false);
  });
});

describe('seen signatures', () => {
  it('are good once, for each source, and again once they came to nothing', () => {
    const seen = new SeenSignatures();
    expect(seen.take('a', 's', 0)).toBe(true);
    expect(seen.take('a', 's', 1_000)).toBe(false);
    expect(seen.take('b', 's', 1_000)).toBe(true);
    seen.giveBack('a', 's');
    expect(seen.take('a', 's', 2_000)).toBe(true);
  });

  it('are remembered as long as a signature can be good, and no longer', () => {
    const seen = new SeenSignatures();
    seen.take('a', 's', 0);
    expect(seen.take('a', 's', 600_000)).toBe(false);
    expect(seen.take('a', 's', 600_001)).toBe(true);
  });
});
