import { backoffMs, retryAfterMs } from '../../../light-kit/backoff.ts';
import { nextTryMs, outcomeOf } from './outcome.ts';
import * as own from './words-of-door.ts';
import { vi } from '../words/vi.ts';
import * as contract from '@ioc/contracts/api/report';

const raw = (status: number, body = '', retryAfter: string | null = null) => ({
  status,
  body,
  retryAfter,
  offset: null,
});
const NOW_MS = Date.parse('2026-03-05T09:30:00Z');

describe('what an answer means', () => {
  it('is received only with a code', () => {
    const body = '{"code":"QT-7K2M","dueAt":"2026-03-10T09:30:00Z","attachments":[{"id":7}]}';
    expect(outcomeOf(raw(201, body), NOW_MS)).toEqual({
      kind: 'received',
      answer: { code: 'QT-7K2M', dueAt: '2026-03-10T09:30:00Z', attachments: [] },
    });
  });

  it.each(['<html>login</html>', '', '{}', '{"code":""}', '{"code":7}', 'null'])(
    'is never received from a 200 that says %p',
    (body) => {
      expect(outcomeOf(raw(200, body), NOW_MS)).toMatchObject({ kind: 'repeat', reason: 'server' });
    },
  );

  it.each([0, 401, 408, 409, 425, 429, 500, 502, 503, 504])('is worth repeating after %p', (status) => {
    expect(outcomeOf(raw(status), NOW_MS).kind).toBe('repeat');
  });

  it.each([400, 403, 413, 415, 422])('is refused after %p', (status) => {
    expect(outcomeOf(raw(status), NOW_MS).kind).toBe('refused');
  });

  it('tells what never came from what went wrong', () => {
    expect(outcomeOf(raw(404), NOW_MS)).toEqual({ kind: 'unknown' });
  });

  it('works for its turn, but not for minutes', () => {
    expect(outcomeOf(raw(428, '{"challenge":"abc","bits":18}'), NOW_MS)).toEqual({
      kind: 'prove',
      challenge: 'abc',
      bits: 18,
    });
    expect(outcomeOf(raw(428, '{"challenge":"abc","bits":40}'), NOW_MS).kind).toBe('repeat');
    expect(outcomeOf(raw(428, 'busy'), NOW_MS).kind).toBe('repeat');
  });

  it('carries the problem with its issues, and drops issues of another shape', () => {
    const body = JSON.stringify({
      title: 'bad',
      status: 400,
      issues: [{ path: 'a', message: 'b' }, { path: 1 }, null],
    });
    expect(outcomeOf(raw(400, body), NOW_MS)).toMatchObject({
      problem: { issues: [{ path: 'a', message: 'b' }] },
    });
  });

  it("waits as long as the server's 429 asks, plus a little jitter", () => {
    const outcome = outcomeOf(raw(429, '', '95'), NOW_MS);
    if (outcome.kind !== 'repeat') throw new Error('expected a repeat');
    expect(outcome.reason).toBe('limited');
    expect(nextTryMs(outcome, 1, 0)).toBe(95_000);
    expect(nextTryMs(outcome, 1, 1)).toBe(97_000);
  });

  it('goes on for ever, ever more seldom, and at least every two minutes and a half', () => {
    const outcome = outcomeOf(raw(0), NOW_MS);
    if (outcome.kind !== 'repeat') throw new Error('expected a repeat');
    expect([1, 2, 3, 500].map((attempt) => nextTryMs(outcome, attempt, 0.5))).toEqual([
      2000, 4000, 8000, 120_000,
    ]);
  });
});

describe('the words of the door', () => {
  it('are those of the contract', () => {
    expect(own).toEqual({
      TUS_VERSION: contract.TUS_VERSION,
      UPLOAD_TYPE: contract.UPLOAD_TYPE,
      PROOF_HEADER: contract.PROOF_HEADER,
      MAX_PHOTOS: contract.REPORT_LIMITS.photos,
      MAX_PHOTO_BYTES: contract.REPORT_LIMITS.photoBytes,
      MAX_VIDEOS: contract.REPORT_LIMITS.videos,
      MAX_VIDEO_BYTES: contract.REPORT_LIMITS.videoBytes,
      VIDEO_TYPES: contract.MEDIA_TYPES.video,
    });
    expect(Object.keys(vi.refusals)).toEqual(expect.arrayContaining([...contract.REFUSALS]));
  });
});

describe('waiting', () => {
  it('doubles, is capped, and jitters by a quarter', () => {
    expect([1, 2, 3, 9, 99].map((attempt) => backoffMs(attempt, 1000, 8000, 0.5))).toEqual([
      1000, 2000, 4000, 8000, 8000,
    ]);
    expect([backoffMs(1, 1000, 8000, 0), backoffMs(1, 1000, 8000, 1)]).toEqual([750, 1250]);
  });

  it('reads Retry-After in seconds and as a date, within an hour', () => {
    expect(retryAfterMs('30', NOW_MS)).toBe(30_000);
    expect(retryAfterMs('Thu, 05 Mar 2026 09:31:00 GMT', NOW_MS)).toBe(60_000);
    expect(retryAfterMs('Thu, 05 Mar 2026 09:00:00 GMT', NOW_MS)).toBe(0);
    expect(retryAfterMs('999999', NOW_MS)).toBe(3_600_000);
    expect([retryAfterMs(null, NOW_MS), retryAfterMs('', NOW_MS), retryAfterMs('soon', NOW_MS)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
