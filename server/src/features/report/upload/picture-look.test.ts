import { LOOK, lookOf } from './picture-look.ts';

const dots = (grey: (column: number, row: number) => number) =>
  Uint8Array.from({ length: LOOK.width * LOOK.height }, (_, at) =>
    grey(at % LOOK.width, Math.floor(at / LOOK.width)),
  );

const bitsApart = (one: bigint, other: bigint) =>
  BigInt.asUintN(64, one ^ other)
    .toString(2)
    .replaceAll('0', '').length;

const scene = (column: number, row: number) => (column * 37 + row * 91 + column * row * 13) % 200;

it('the look of a flat picture has no bit, of one that brightens to the right all of them', () => {
  expect(lookOf(dots(() => 128))).toBe(0n);
  expect(lookOf(dots((column) => column * 20))).toBe(-1n);
  expect(lookOf(dots((column) => 200 - column * 20))).toBe(0n);
});

it('a brighter copy looks the same, a speck changes two bits at most, a mirrored one looks different', () => {
  const look = lookOf(dots(scene));
  expect(lookOf(dots((column, row) => scene(column, row) + 40))).toBe(look);
  const speck = lookOf(dots((column, row) => (column === 4 && row === 4 ? 255 : scene(column, row))));
  expect(bitsApart(look, speck)).toBeLessThanOrEqual(2);
  expect(bitsApart(look, lookOf(dots((column, row) => scene(LOOK.width - 1 - column, row))))).toBeGreaterThan(
    20,
  );
});

it('fits 64 signed bits, the first dot being the highest', () => {
  expect(lookOf(dots((column, row) => (row === 0 && column === 1 ? 9 : 5)))).toBe(-(2n ** 63n));
});
