import { Readable } from 'node:stream';
import { ProblemException } from '../../../problem.filter.ts';
import { bytesOf } from './steady-body.ts';
import { UploadQuota } from './upload-quota.ts';

const LIMITS = {
  waitingBytes: 1_000,
  addressBytes: 100,
  addressBytesPerMinute: 60,
  atOnce: 3,
  atOnceOfAddress: 2,
};

function quota() {
  const world = { nowMs: 0 };
  const made = new UploadQuota(() => world.nowMs, LIMITS);
  const refusal = (address: string, waiting = 0) => {
    try {
      made.enter(address, waiting)();
      return null;
    } catch (error) {
      const { extras } = error as ProblemException;
      expect(Number(extras.headers?.['retry-after'])).toBeGreaterThan(0);
      return (error as ProblemException).getStatus();
    }
  };
  const send = async (address: string, ...sizes: number[]) => {
    let taken = 0;
    try {
      const batches = Readable.from(sizes.map((size) => [Buffer.alloc(size)]));
      for await (const batch of made.counted(address, batches)) taken += bytesOf(batch);
      return { taken, status: 200 };
    } catch (error) {
      return { taken, status: (error as ProblemException).getStatus() };
    }
  };
  return { world, made, refusal, send };
}

it('an address has its share of bytes, gets it back with time, and takes none of another’s', async () => {
  const { world, refusal, send } = quota();
  expect(await send('192.0.2.1', 60, 60, 60)).toEqual({ taken: 120, status: 429 });
  expect([refusal('192.0.2.1'), refusal('192.0.2.2')]).toEqual([429, null]);
  world.nowMs += 60_000;
  expect(refusal('192.0.2.1')).toBeNull();
  // A household of IPv6 is one.
  await send('2001:db8:1:2::1', 120);
  expect([refusal('2001:db8:1:2::99'), refusal('2001:db8:1:3::1')]).toEqual([429, null]);
});

it('so many files at once of an address, so many in all, so many bytes on disk', () => {
  const { made, refusal } = quota();
  const leave = [made.enter('192.0.2.1', 0), made.enter('192.0.2.1', 0)];
  expect([refusal('192.0.2.1'), refusal('192.0.2.2')]).toEqual([429, null]);
  leave.push(made.enter('192.0.2.2', 0));
  expect(refusal('192.0.2.3')).toBe(429);
  for (const one of leave) one();
  expect(refusal('192.0.2.1')).toBeNull();
  expect(refusal('192.0.2.1', 1_000)).toBe(503);
});
