import type { SubscribeAnswer } from '@ioc/contracts/stream/up';
import { Seeker } from './seeker.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function makeSeeker() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const seeker = new Seeker(
    (at) => {
      asked.push(at);
      return new Promise<SubscribeAnswer>((resolve) => answers.push(() => resolve({ ok: true })));
    },
    () => undefined,
  );
  return { seeker, asked, answer: () => answers.shift()?.() };
}

test('while a moment is read only the newest wish is kept', async () => {
  const { seeker, asked, answer } = makeSeeker();
  for (const atMs of [0, 1000, 2000, 3000]) seeker.to({ atMs, mode: 'known' });
  expect(seeker.wish).toEqual({ atMs: 3000, mode: 'known' });
  answer();
  await settle();
  answer();
  await settle();
  expect(asked).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:03.000Z']);
  expect(seeker.wish).toBeNull();
});
