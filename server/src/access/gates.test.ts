import { Access } from './access.ts';
import { RateLimit } from './rate-limit.ts';
import { isSameOrigin } from './same-origin.ts';
import { NOBODY } from './principal.ts';

describe('access', () => {
  // Two units, and the province above them with something that lies nowhere.
  const units: Record<string, ReadonlySet<string> | null> = {
    province: null,
    'unit:1': new Set(['1']),
    'unit:2': new Set(['2']),
    'group:both': new Set(['1', '2']),
  };
  const access = new Access({ scopeUnits: (scope) => units[scope] });

  it('holds only in its area', () => {
    const leader = { ...NOBODY, grants: [{ role: 'leader' as const, scope: 'unit:1' }] };
    expect(access.can(leader, 'stream.counts', 'unit:1')).toBe(true);
    expect(access.can(leader, 'stream.counts', 'unit:2')).toBe(false);
    expect(access.can(leader, 'stream.counts', 'province')).toBe(false);
  });

  it('keeps dead letters and commands from those who only look', () => {
    const screen = { ...NOBODY, grants: [{ role: 'screen' as const, scope: 'province' }] };
    expect(access.can(screen, 'events.read', 'province')).toBe(true);
    expect(access.can(screen, 'dead-letters.read', 'province')).toBe(false);
    expect(access.can(screen, 'tickets.update', 'province')).toBe(false);
  });
});

describe('the origin of a request', () => {
  const host = 'ioc.example:3000';

  it('is ours by what the browser says, and by the host when it says only Origin', () => {
    expect(isSameOrigin({ host, 'sec-fetch-site': 'same-origin' }, null)).toBe(true);
    expect(isSameOrigin({ host, 'sec-fetch-site': 'same-site' }, null)).toBe(false);
    expect(isSameOrigin({ host, origin: 'http://ioc.example:3000' }, null)).toBe(true);
    expect(isSameOrigin({ host, origin: 'http://ioc.example' }, null)).toBe(false);
    expect(isSameOrigin({ host, origin: 'null' }, null)).toBe(false);
    expect(isSameOrigin({ host }, null)).toBe(true);
  });

  it('is the configured one alone when there is one', () => {
    expect(isSameOrigin({ host, origin: 'https://ioc.vn' }, 'https://ioc.vn')).toBe(true);
    expect(isSameOrigin({ host, origin: 'http://ioc.example:3000' }, 'https://ioc.vn')).toBe(false);
  });
});

describe('the rate limit', () => {
  it('lets a burst through, then as many as it says, per address', () => {
    let nowMs = 0;
    const limit = new RateLimit(() => nowMs);
    const waits = Array.from({ length: 11 }, () => limit.take('session.open', '10.0.0.1'));
    expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(waits[10]).toBe(6);
    expect(limit.take('session.open', '10.0.0.2')).toBe(0);
    nowMs += 6_000;
    expect(limit.take('session.open', '10.0.0.1')).toBe(0);
  });

  it('takes one household of IPv6 as one', () => {
    const limit = new RateLimit(() => 0);
    const waits = Array.from({ length: 11 }, (_, at) =>
      limit.take('session.open', `2001:db8:1:2::${at + 1}`),
    );
    expect(waits.at(-1)).toBeGreaterThan(0);
  });

  it('does not limit what it has no word for', () => {
    const limit = new RateLimit(() => 0);
    for (let at = 0; at < 1_000; at += 1) expect(limit.take('events.read', '10.0.0.1')).toBe(0);
  });
});
