import { TickPace } from './tick-pace.ts';

describe('the pace of ticks', () => {
  it('is four a second when calm (S5.3)', () => {
    const pace = new TickPace();
    for (let at = 0; at < 10; at += 1) pace.ticked(5, 2);
    expect(pace.everyMs).toBe(250);
  });

  it.each([
    ['a tick takes long', 900, 0],
    ['the event loop lags', 1, 400],
  ])('grows to two seconds while %s, and comes back when it is calm again', (_, tookMs, lateMs) => {
    const pace = new TickPace();
    pace.ticked(tookMs, lateMs);
    expect(pace.everyMs).toBe(375);
    for (let at = 0; at < 20; at += 1) pace.ticked(tookMs, lateMs);
    expect(pace.everyMs).toBe(2_000);
    let rounds = 0;
    for (; pace.everyMs > 250; rounds += 1) pace.ticked(5, 2);
    expect(rounds).toBeGreaterThan(10);
    expect(rounds).toBeLessThan(30);
  });

  it('stays as it is in between, so that it does not swing', () => {
    const pace = new TickPace();
    pace.ticked(900, 0);
    for (let at = 0; at < 10; at += 1) pace.ticked(70, 0);
    expect(pace.everyMs).toBe(375);
  });
});
