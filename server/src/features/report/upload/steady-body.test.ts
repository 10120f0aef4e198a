import { PassThrough } from 'node:stream';
import { steadyBody } from './steady-body.ts';

afterEach(() => jest.useRealTimers());

async function read(body: PassThrough, ended: AbortSignal, steadyMs?: () => number) {
  const pieces: string[] = [];
  try {
    for await (const piece of steadyBody(body, ended, steadyMs)) pieces.push(piece.toString());
  } catch (error) {
    return { pieces, cut: (error as Error).message };
  }
  return { pieces, cut: null };
}

const never = new AbortController().signal;

it('a body that flows is read to its end', async () => {
  const body = new PassThrough();
  body.write('one');
  body.end('two');
  const { pieces, cut } = await read(body, never);
  expect([pieces.join(''), cut]).toEqual(['onetwo', null]);
});

it('one that stands still is cut, and what came is kept', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  const body = new PassThrough();
  body.write('one');
  const reading = read(body, never);
  await new Promise((resolve) => setImmediate(resolve));
  jest.advanceTimersByTime(15_000);
  expect(await reading).toEqual({ pieces: ['one'], cut: 'the body stands still' });
});

it('one that brings something now and then is not still, however long it takes', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  const body = new PassThrough();
  const reading = read(body, never, () => 0);
  for (let at = 0; at < 3; at += 1) {
    body.write('one');
    await new Promise((resolve) => setImmediate(resolve));
    jest.advanceTimersByTime(10_000);
  }
  body.end();
  expect((await reading).cut).toBeNull();
});

it('one that drips to keep its place is cut after the time of grace', async () => {
  const body = new PassThrough();
  let nowMs = 0;
  const reading = read(body, never, () => nowMs);
  for (const atMs of [5_000, 10_000, 19_000, 21_000]) {
    nowMs = atMs;
    body.write('x');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await reading).toMatchObject({ pieces: ['x', 'x', 'x', 'x'], cut: 'the body is too slow' });
});

it('a thin line is not: half a kilobyte a second is enough', async () => {
  const body = new PassThrough();
  let nowMs = 0;
  const reading = read(body, never, () => nowMs);
  for (let at = 1; at <= 10; at += 1) {
    nowMs = at * 10_000;
    body.write('x'.repeat(6_000));
    await new Promise((resolve) => setImmediate(resolve));
  }
  body.end();
  expect((await reading).cut).toBeNull();
});

it('a newer request ends it, also before it began', async () => {
  const newer = new AbortController();
  const body = new PassThrough();
  body.write('one');
  const reading = read(body, newer.signal);
  await new Promise((resolve) => setImmediate(resolve));
  newer.abort();
  expect(await reading).toEqual({ pieces: ['one'], cut: 'a newer request goes on with it' });
  expect(await read(new PassThrough(), newer.signal)).toMatchObject({ pieces: [] });
});
