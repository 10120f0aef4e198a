// How a photo looks, in 64 bits: is each point of an 9 × 8 grey copy darker than its right neighbour? The same scene taken
// twice, or sent again smaller, differs in a few bits; other scenes in about half of them.
import sharp from 'sharp';

const WIDE = 9;
const HIGH = 8;
const PIXELS = 25_000_000;

/** Signed, as the database keeps 64 bits. */
export async function lookOf(photo: Buffer): Promise<bigint> {
  const grey = await sharp(photo, { limitInputPixels: PIXELS, pages: 1 })
    .greyscale()
    .resize(WIDE, HIGH, { fit: 'fill' })
    .raw()
    .toBuffer();
  let bits = 0n;
  for (let row = 0; row < HIGH; row += 1)
    for (let column = 0; column < WIDE - 1; column += 1) {
      const at = row * WIDE + column;
      bits = (bits << 1n) | ((grey[at] ?? 0) < (grey[at + 1] ?? 0) ? 1n : 0n);
    }
  return BigInt.asIntN(64, bits);
}

/** Bits in which they differ. */
export function lookDistance(a: bigint, b: bigint): number {
  let different = BigInt.asUintN(64, a ^ b);
  let count = 0;
  for (; different > 0n; different &= different - 1n) count += 1;
  return count;
}
