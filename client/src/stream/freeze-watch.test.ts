import { FreezeWatch, FROZEN_MS, LOOK_MS, NAMED_MS } from './freeze-watch.ts';

function makeWatch() {
  const world = { nowMs: 0, hidden: false, place: '0', revived: 0 };
  const watch = new FreezeWatch(
    () => world.nowMs,
    () => world.hidden,
  );
  const part = watch.watch({
    name: 'map',
    place: () => world.place,
    revive: () => (world.revived += 1),
  });
  /** Lets time pass, with data at four a second; `draws`: the part draws them. */
  const pass = (ms: number, draws: boolean, stepMs = LOOK_MS) => {
    for (const untilMs = world.nowMs + ms; world.nowMs < untilMs;) {
      world.nowMs += stepMs;
      world.place = String(world.nowMs);
      if (draws) part.drawn(world.place);
      watch.look();
    }
  };
  return { world, watch, part, pass };
}

test('a part that draws what comes is not frozen, however much comes', () => {
  const { watch, pass } = makeWatch();
  pass(60_000, true);
  expect(watch.frozen).toEqual([]);
});

test('a part on which nothing happens is not frozen', () => {
  const { world, watch } = makeWatch();
  for (let look = 0; look < 100; look += 1) {
    world.nowMs += LOOK_MS;
    watch.look();
  }
  expect(watch.frozen).toEqual([]);
});

test('one that stops while data come is named within three seconds, each time of fifty', () => {
  for (let round = 0; round < 50; round += 1) {
    const { world, watch, pass } = makeWatch();
    pass(1_000 + round * 37, true);
    const stoppedAtMs = world.nowMs;
    while (watch.frozen.length === 0 && world.nowMs < stoppedAtMs + 10_000) pass(LOOK_MS, false);
    expect(world.nowMs - stoppedAtMs).toBeLessThanOrEqual(3_000);
  }
});

test('it is told to begin anew at once, then less and less often, and is forgiven when it draws', () => {
  const { world, watch, pass } = makeWatch();
  pass(FROZEN_MS + 500, false);
  expect(world.revived).toBe(1);
  pass(60_000, false);
  expect(world.revived).toBeLessThanOrEqual(5);
  pass(LOOK_MS, true);
  expect(watch.frozen).toEqual([]);
});

test('one that is well again at once is named long enough to be read, and no longer', () => {
  const { world, watch } = makeWatch();
  const panel = watch.watch({ name: 'panel', place: () => world.place, revive: () => panel.leave() });
  const look = () => {
    world.nowMs += LOOK_MS;
    world.place = String(world.nowMs);
    watch.look();
  };
  while (!watch.frozen.includes('panel')) look();
  const namedAtMs = world.nowMs;
  while (world.nowMs < namedAtMs + NAMED_MS - LOOK_MS) look();
  expect(watch.frozen).toContain('panel');
  look();
  expect(watch.frozen).not.toContain('panel');
});

test('who draws late but draws is not frozen', () => {
  const { world, watch, part, pass } = makeWatch();
  for (let second = 0; second < 20; second += 1) {
    pass(2_000, false);
    part.drawn(String(world.nowMs - 1_000));
  }
  expect(watch.frozen).toEqual([]);
});

test('the same old picture drawn again is no sign of life', () => {
  const { world, watch, part, pass } = makeWatch();
  pass(1_000, true);
  const old = world.place;
  for (let look = 0; look < 12; look += 1) {
    pass(LOOK_MS, false);
    part.drawn(old);
  }
  expect(watch.frozen).toEqual(['map']);
});

test('a page that stood still itself, or is hidden, accuses nobody', () => {
  const { world, watch, pass } = makeWatch();
  pass(20_000, false, 5_000);
  expect(watch.frozen).toEqual([]);
  world.hidden = true;
  pass(20_000, false);
  expect(watch.frozen).toEqual([]);
});

describe('a loaded machine accuses nobody', () => {
  /** Data come; the main thread does nothing for so long, and then everything at once. */
  const stall = ({ world, watch }: ReturnType<typeof makeWatch>, ms: number) => {
    world.nowMs += ms;
    world.place = String(world.nowMs);
    watch.look();
  };

  test('a main thread that stood still as a whole for five seconds is no frozen panel', () => {
    const made = makeWatch();
    made.pass(2_000, true);
    stall(made, 5_000);
    expect(made.watch.frozen).toEqual([]);
    // The part draws later than the look that came first after the stall.
    made.pass(1_500, false);
    made.pass(LOOK_MS, true);
    expect(made.watch.frozen).toEqual([]);
  });

  test('nor are many stalls in a row, between which the part draws', () => {
    const made = makeWatch();
    for (let round = 0; round < 30; round += 1) {
      stall(made, 1_900);
      made.part.drawn(made.world.place);
    }
    expect(made.watch.frozen).toEqual([]);
  });

  test('a tab that is seen again has as long to draw as any, however slowly it was looked at in the background', () => {
    const made = makeWatch();
    made.world.hidden = true;
    made.pass(10_000, false, 1_000);
    made.world.hidden = false;
    made.pass(1_000, false, 1_000);
    made.pass(2_000, false);
    expect(made.watch.frozen).toEqual([]);
    made.pass(LOOK_MS, true);
    expect(made.watch.frozen).toEqual([]);
  });

  test('a map that needs a minute for its first picture is not watched before it', () => {
    const made = makeWatch();
    made.pass(60_000, true);
    const map = made.watch.watch({ name: 'slow', place: () => made.world.place, revive: () => undefined });
    made.part.drawn(made.world.place);
    made.watch.look();
    expect(made.watch.frozen).toEqual([]);
    map.leave();
  });

  test('a part that draws in pictures is late with the page where the browser promises few, and frozen where it leaves them out', () => {
    const world = { nowMs: 0, place: '0', framesMs: 1_000, drawsInFrames: true };
    const asked: (() => void)[] = [];
    const watch = new FreezeWatch(
      () => world.nowMs,
      () => false,
      (callback) => asked.push(callback),
    );
    const map = watch.watch({
      name: 'map',
      place: () => world.place,
      revive: () => undefined,
      inFrames: true,
    });
    const pass = (ms: number) => {
      for (const untilMs = world.nowMs + ms; world.nowMs < untilMs;) {
        world.nowMs += LOOK_MS;
        world.place = String(world.nowMs);
        if (world.nowMs % world.framesMs === 0) {
          for (const callback of asked.splice(0)) callback();
          if (world.drawsInFrames) map.drawn(world.place);
        }
        watch.look();
      }
    };
    world.framesMs = 4_000;
    pass(40_000);
    expect(watch.frozen).toEqual([]);
    world.drawsInFrames = false;
    pass(40_000);
    expect(watch.frozen).toEqual(['map']);
    world.drawsInFrames = true;
    world.framesMs = LOOK_MS;
    pass(NAMED_MS + LOOK_MS);
    expect(watch.frozen).toEqual([]);
    world.drawsInFrames = false;
    pass(3_000);
    expect(watch.frozen).toEqual(['map']);
    world.drawsInFrames = true;
    pass(2 * NAMED_MS);
    expect(watch.frozen).toEqual([]);
    world.framesMs = Infinity;
    pass(1_000);
    world.nowMs += 20_000;
    pass(4_500);
    expect(watch.frozen).toEqual([]);
    pass(1_000);
    expect(watch.frozen).toEqual(['map']);
  });

  test('one that never draws on a machine that is slow for ever is named all the same', () => {
    const made = makeWatch();
    made.pass(15_000, true, 1_500);
    expect(made.watch.frozen).toEqual([]);
    made.pass(18_000, false, 1_500);
    expect(made.watch.frozen).toEqual(['map']);
  });

  test('a part that really stands still after a stall is named all the same', () => {
    const made = makeWatch();
    stall(made, 5_000);
    made.pass(3_000, false);
    expect(made.watch.frozen).toEqual(['map']);
  });
});
