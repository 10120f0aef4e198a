import { LoopWatch } from './loop-watch.ts';

describe('the watch over the event loop', () => {
  it('tells a standstill while it lasts, for five seconds after, and no longer', () => {
    let nowMs = 0;
    const watch = new LoopWatch(() => nowMs);
    const turn = (times: number) => {
      for (let at = 0; at < times; at += 1) {
        nowMs += 100;
        watch.beat();
      }
    };
    turn(10);
    expect(watch.standstillMs()).toBe(0);
    nowMs += 2_100;
    // A request may be read before the timer runs.
    expect(watch.standstillMs()).toBe(2_000);
    watch.beat();
    turn(40);
    expect(watch.standstillMs()).toBe(2_000);
    turn(20);
    expect(watch.standstillMs()).toBe(0);
  });
});
