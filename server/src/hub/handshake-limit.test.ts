import { HandshakeLimit } from './handshake-limit.ts';

describe('the limit of handshakes', () => {
  const knocks = (limit: HandshakeLimit, times: number, address = '10.0.0.1') =>
    Array.from({ length: times }, () => limit.knock(address)).filter(Boolean).length;

  it('stops an address that knocks and never gets in, and no other', () => {
    let nowMs = 0;
    const limit = new HandshakeLimit(() => nowMs);
    expect(knocks(limit, 1_000)).toBe(500);
    expect(knocks(limit, 1, '10.0.0.2')).toBe(1);
    nowMs += 60_000;
    expect(knocks(limit, 2_000)).toBe(60);
  });

  it('does not count those who get in', () => {
    const limit = new HandshakeLimit(() => 0);
    for (let at = 0; at < 1_000; at += 1) {
      expect(limit.knock('10.0.0.1')).toBe(true);
      expect(limit.enter('10.0.0.1', `session ${at}`)).toBe(true);
    }
  });

  it('lets one credential hold a hundred sockets, and another when one is closed', () => {
    const limit = new HandshakeLimit(() => 0);
    const entered = Array.from({ length: 150 }, () => limit.enter('10.0.0.1', 'one')).filter(Boolean);
    expect(entered).toHaveLength(100);
    expect(limit.enter('10.0.0.1', 'another')).toBe(true);
    limit.leave('one');
    expect(limit.enter('10.0.0.1', 'one')).toBe(true);
  });

  it('takes one household of IPv6 as one', () => {
    const limit = new HandshakeLimit(() => 0);
    expect(knocks(limit, 500, '2001:db8:1:2::1')).toBe(500);
    expect(knocks(limit, 1, '2001:db8:1:2::2')).toBe(0);
  });
});
