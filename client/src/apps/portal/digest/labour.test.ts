import { createHash } from 'node:crypto';
import { labour } from './labour.ts';
import { createSha256, hexOf } from './sha256.ts';

const truth = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('SHA-256 without the browser', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])(
    'is right for %p bytes, in one piece and in many',
    (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7) % 256);
      const whole = createSha256();
      whole.update(bytes);
      const pieces = createSha256();
      for (let from = 0; from < size; from += 17) pieces.update(bytes.subarray(from, from + 17));
      expect([hexOf(whole.digest()), hexOf(pieces.digest())]).toEqual([truth(bytes), truth(bytes)]);
    },
  );

  it('hashes a file in slices, with a pause after each', async () => {
    const bytes = Buffer.alloc(1_200_000, 'quảng trị');
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return Promise.resolve();
    };
    expect(await labour({ kind: 'hash', blob: new Blob([bytes]) }, pause)).toBe(truth(bytes));
    expect(pauses).toBe(3);
  });
});

describe('work for a turn', () => {
  it('finds a nonce whose hash begins with the zero bits asked for', async () => {
    const nonce = await labour({ kind: 'prove', challenge: 'toan-canh', bits: 12 }, () => Promise.resolve());
    expect(nonce).toMatch(/^[a-z\d]{1,64}$/i);
    expect(truth(Buffer.from(`toan-canh:${nonce}`))).toMatch(/^000/);
  });
});
