import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { steadyBody } from './steady-body.ts';

afterEach(() => jest.useRealTimers());

async function read(body: Readable, ended: AbortSignal, steadyMs?: () => number) {
  let came = '';
  let batches = 0;
  try {
    for await (const batch of steadyBody(body, ended, steadyMs)) {
      came += Buffer.concat(batch).toString();
      batches += 1;
    }
  } catch (error) {
    return { came, batches, cut: (error as Error).message };
  }
  return { came, batches, cut: null };
}

const never = new AbortController().signal;

it('a body that flows is read to its end', async () => {
  const body = new PassThrough();
  body.write('one');
  body.end('two');
  expect(await read(body, never)).toMatchObject({ came: 'onetwo', cut: null });
});

it('many small parts are few batches, and a large body is not gathered whole', async () => {
  const part = Buffer.alloc(16 * 1_024, 'x');
  const body = Readable.from(
    Array.from({ length: 128 }, () => part),
    { objectMode: false, highWaterMark: part.length },
  );
  const { came, batches } = await read(body, never);
  expect(came).toHaveLength(2 * 1_024 * 1_024);
  expect(batches).toBeGreaterThanOrEqual(4);
  expect(batches).toBeLessThanOrEqual(9);
});

it('what came is handed on while the body still hangs', async () => {
  const body = new PassThrough();
  body.write('one');
  const batches = steadyBody(body, never);
  const { value } = await batches.next();
  expect(value && Buffer.concat(value).toString()).toBe('one');
  await batches.return(undefined);
});

it('whoever stops reading has the rest let pass, so that the line lives for an answer', async () => {
  const body = new PassThrough({ highWaterMark: 8 });
  const batches = steadyBody(body, never);
  body.write('one');
  await batches.next();
  await batches.return(undefined);
  body.end('more than is ever held of it');
  await once(body, 'end');
  expect(body.errored).toBeNull();
});

it('one that stands still is cut, and what came is kept', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  const body = new PassThrough();
  body.write('one');
  const reading = read(body, never);
  await new Promise((resolve) => setImmediate(resolve));
  jest.advanceTimersByTime(15_000);
  expect(await reading).toMatchObject({ came: 'one', cut: 'the body stands still' });
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
  expect(await reading).toMatchObject({ came: 'xxxx', cut: 'the body is too slow' });
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
  expect(await reading).toMatchObject({ came: 'one', cut: 'a newer request goes on with it' });
  expect(await read(new PassThrough(), newer.signal)).toMatchObject({ came: '' });
});
