import type { ItemRow } from '@ioc/contracts/stream/channels';
import { DOMAINS } from '@ioc/contracts/words';
import * as fc from 'fast-check';
import { sampleItem } from '../panel-kit/sample-input.ts';
import { locate, pointSets } from './item-points.ts';
import type { MapPalette } from './palette.ts';

const palette = {
  domain: Object.fromEntries(DOMAINS.map((domain) => [domain, [1, 2, 3]])),
} as unknown as MapPalette;

test('each severity has its own arrays, two numbers and four bytes a thing', () => {
  const sets = pointSets([sampleItem(0), sampleItem(5), sampleItem(1)], palette);
  expect(sets.critical.positions).toHaveLength(4);
  expect([...sets.critical.colours]).toEqual([1, 2, 3, 255, 1, 2, 3, 255]);
  expect(sets.high.items).toHaveLength(1);
});

test('what is over is a set apart and never among what goes on', () => {
  const located = locate([sampleItem(0), sampleItem(0, { key: 'over', closed: true })]);
  expect(located.open).toHaveLength(1);
  expect(located.over.map(({ key }) => key)).toEqual(['over']);
  expect(located.drawn).toBe(2);
});

test('what has no position is counted and what has a wrong one is never drawn', () => {
  const wrong = [
    [NaN, 17],
    [Infinity, 0],
    [181, 0],
    [0, 91],
    [1e308, 1e308],
  ] as [number, number][];
  const rows = [
    sampleItem(0, { key: 'a', point: null }),
    ...wrong.map((point, index) => sampleItem(index, { key: `w${index}`, point })),
  ];
  expect(locate(rows)).toMatchObject({ drawn: 0, unlocated: 1, invalid: 5 });
});

test('whatever comes, only finite positions reach the graphics card and everything is counted', () => {
  const anyRow: fc.Arbitrary<ItemRow> = fc
    .tuple(fc.nat(500), fc.option(fc.tuple(fc.double(), fc.double())))
    .map(([index, point]) => sampleItem(index, { key: String(index), point }));
  fc.assert(
    fc.property(fc.array(anyRow), (rows) => {
      const { open, drawn, unlocated, invalid } = locate(rows);
      const sets = Object.values(pointSets(open, palette));
      expect(sets.every(({ positions }) => positions.every(Number.isFinite))).toBe(true);
      expect(drawn + unlocated + invalid).toBe(rows.length);
      expect(sets.reduce((sum, { items }) => sum + items.length, 0)).toBe(drawn);
    }),
  );
});

test('the same rows in another order give the same picture', () => {
  const rows = [0, 1, 2, 3, 4, 5, 6].map((index) => sampleItem(index));
  expect(locate(rows.toReversed())).toEqual(locate(rows));
});
