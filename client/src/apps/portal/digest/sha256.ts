// SHA-256 in plain JavaScript, in pieces: `crypto.subtle` is missing on plain http, where a phone on the office network
// may well be, and it cannot take a video of 30 MB in pieces. About 100 MB/s on a desk, a tenth of that on an old phone.

/** The first 32 bits of the fractional part of a root of the first primes (FIPS 180-4), worked out and not typed in. */
function fractions(count: number, power: number): Uint32Array {
  const words = new Uint32Array(count);
  let found = 0;
  for (let candidate = 2; found < count; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) isPrime = false;
    if (!isPrime) continue;
    const root = candidate ** power;
    words[found++] = (root - Math.floor(root)) * 2 ** 32;
  }
  return words;
}

const K = fractions(64, 1 / 3);
const START = fractions(8, 1 / 2);
const BLOCK = 64;

export interface Sha256 {
  readonly update: (bytes: Uint8Array) => void;
  /** Ends it. */
  readonly digest: () => Uint32Array;
}

export function createSha256(): Sha256 {
  const state = START.slice();
  const words = new Uint32Array(64);
  const rest = new Uint8Array(BLOCK);
  let held = 0;
  let length = 0;

  const update = (bytes: Uint8Array) => {
    length += bytes.length;
    let from = 0;
    if (held > 0) {
      from = Math.min(BLOCK - held, bytes.length);
      rest.set(bytes.subarray(0, from), held);
      held += from;
      if (held < BLOCK) return;
      compress(state, words, rest, 0);
      held = 0;
    }
    for (; from + BLOCK <= bytes.length; from += BLOCK) compress(state, words, bytes, from);
    rest.set(bytes.subarray(from));
    held = bytes.length - from;
  };

  return {
    update,
    digest: () => {
      const bits = length * 8;
      const tail = new Uint8Array(held < 56 ? BLOCK - held : 2 * BLOCK - held);
      tail[0] = 0x80;
      const view = new DataView(tail.buffer);
      view.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32));
      view.setUint32(tail.length - 4, bits % 2 ** 32);
      update(tail);
      return state;
    },
  };
}

/** One block of 64 bytes; written for speed, so it reads arrays without asking whether they hold what they hold. */
function compress(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, from: number): void {
  const at = (array: Uint8Array | Uint32Array, index: number) => array[index] as number;
  for (let i = 0, b = from; i < 16; i++, b += 4) {
    w[i] = (at(bytes, b) << 24) | (at(bytes, b + 1) << 16) | (at(bytes, b + 2) << 8) | at(bytes, b + 3);
  }
  for (let i = 16; i < 64; i++) {
    const x = at(w, i - 15);
    const y = at(w, i - 2);
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = at(w, i - 16) + s0 + at(w, i - 7) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(K, i) + at(w, i)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    state[index] = at(state, index) + value;
  });
}

export const hexOf = (digest: Uint32Array): string =>
  Array.from(digest, (word) => word.toString(16).padStart(8, '0')).join('');
