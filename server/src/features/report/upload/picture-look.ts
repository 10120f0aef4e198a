// How a picture looks, in 64 bits (a difference hash): drawn in grey on nine by eight dots, one bit says whether a dot is
// darker than the one to its right. The same scene, scaled, brightened or pressed again, differs in a few bits only, so
// the desk can point at two reports of one thing. It tells nobody anything of what is in the picture.
export const LOOK = { width: 9, height: 8 } as const;

/** Grey dots, row by row. Signed, as PostgreSQL keeps 64 bits. */
export function lookOf(dots: Uint8Array): bigint {
  let bits = 0n;
  for (let row = 0; row < LOOK.height; row += 1)
    for (let column = 0; column < LOOK.width - 1; column += 1) {
      const at = row * LOOK.width + column;
      bits = (bits << 1n) | ((dots[at] ?? 0) < (dots[at + 1] ?? 0) ? 1n : 0n);
    }
  return BigInt.asIntN(64, bits);
}
