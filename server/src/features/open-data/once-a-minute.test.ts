import { OnceAMinute } from './once-a-minute.ts';

describe('an answer for a crowd', () => {
  let nowMs = 0;
  const fresh = () => new OnceAMinute(() => nowMs);

  it('is made once for all who ask meanwhile and within the minute', async () => {
    const kept = fresh();
    let made = 0;
    const make = () => Promise.resolve([`answer ${(made += 1)}`]);
    const answers = await Promise.all(Array.from({ length: 100 }, () => kept.get('a', make)));
    expect([made, new Set(answers.map(({ etag }) => etag)).size]).toEqual([1, 1]);
    nowMs += 59_999;
    await kept.get('a', make);
    expect(made).toBe(1);
    nowMs += 1;
    expect((await kept.get('a', make)).pieces.join('')).toBe('answer 2');
  });

  it('that failed is made anew by the next who asks', async () => {
    const kept = fresh();
    await expect(kept.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await kept.get('a', () => Promise.resolve(['b']))).bytes).toBe(1);
  });

  it('is refused for a while when many different ones are being made', async () => {
    const kept = fresh();
    const ends: (() => void)[] = [];
    const slow = () => new Promise<string[]>((resolve) => ends.push(() => resolve(['x'])));
    const waiting = ['a', 'b', 'c'].map((key) => kept.get(key, slow));
    await expect(kept.get('d', slow)).rejects.toMatchObject({ status: 503 });
    for (const end of ends) end();
    await Promise.all(waiting);
    expect((await kept.get('d', () => Promise.resolve(['y']))).bytes).toBe(1);
  });
});
