import { cleanCode, nextPollMs } from './poll.ts';

describe('asking again', () => {
  const calm = { failures: 0, closed: false, retryAfterMs: null };

  it('is every 15 s, and rarely once the report is closed', () => {
    expect(nextPollMs(calm, 0.5)).toBe(15_000);
    expect(nextPollMs({ ...calm, closed: true }, 0.5)).toBe(120_000);
  });

  it('slows down while it fails, to four minutes at most', () => {
    const waits = [1, 2, 3, 4, 5, 50].map((failures) => nextPollMs({ ...calm, failures }, 0.5));
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 240_000, 240_000]);
  });

  it('waits as long as the server asks', () => {
    expect(nextPollMs({ failures: 1, closed: false, retryAfterMs: 600_000 }, 0.5)).toBe(600_000);
  });
});

describe('a code as people give it', () => {
  it.each([
    [' QT-7K2M ', 'QT-7K2M'],
    ['QT 7K2M.', 'QT7K2M'],
    ['https://example.vn/track/QT-7K2M', 'QT-7K2M'],
    ['https://example.vn/track/QT-7K2M/?lang=en', 'QT-7K2M'],
    ['   ', ''],
  ])('%p is %p', (typed, code) => {
    expect(cleanCode(typed)).toBe(code);
  });
});
