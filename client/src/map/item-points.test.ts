import type { ItemRow } from '@ioc/contracts/stream/channels';
import { DOMAINS } from '@ioc/contracts/words';
import * as fc from 'fast-check';
import { sampleItem } from '../panel-kit/sample-input.ts';
import { Locator, PointMemory } from './item-points.ts';
import type { MapPalette } from './palette.ts';

const palette = {
  domain: Object.fromEntries(DOMAINS.map((domain) => [domain, [1, 2, 3]])),
} as unknown as MapPalette;

const locate = (rows: readonly ItemRow[]) => new Locator().locate(new Map(rows.map((row) => [row.key, row])));
const pointSets = (items: readonly ItemRow[]) => new PointMemory().sets(items, palette);

test('each severity has its own arrays, two numbers and four bytes a thing', () => {
  const sets = pointSets([sampleItem(0), sampleItem(5), sampleItem(1)]);
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
    // A device that knows no place; longitude and latitude changed about; metres for degrees.
    [0, 0],
    [17, 107],
    [586_000, 1_861_000],
    [1e9, 1e9],
  ] as [number, number][];
  const rows = [
    sampleItem(0, { key: 'a', point: null }),
    ...wrong.map((point, index) => sampleItem(index, { key: `w${index}`, point })),
  ];
  expect(locate(rows)).toMatchObject({ drawn: 0, unlocated: 1, invalid: 9 });
});

test('whatever comes, only finite positions reach the graphics card and everything is counted', () => {
  const anyRow: fc.Arbitrary<ItemRow> = fc
    .tuple(fc.nat(500), fc.option(fc.tuple(fc.double(), fc.double())))
    .map(([index, point]) => sampleItem(index, { key: String(index), point }));
  const anyRows = fc.uniqueArray(anyRow, { selector: ({ key }) => key });
  fc.assert(
    fc.property(anyRows, (rows) => {
      const { open, drawn, unlocated, invalid } = locate(rows);
      const sets = Object.values(pointSets(open));
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

test('what is looked at one after the other is parted as if it were looked at afresh, in the order of its keys', () => {
  const looks = fc.array(
    fc.uniqueArray(
      fc
        .tuple(fc.nat(40), fc.boolean())
        .map(([index, closed]) => sampleItem(index, { key: `k${index}`, closed })),
      { selector: ({ key }) => key },
    ),
  );
  fc.assert(
    fc.property(looks, (all) => {
      const locator = new Locator();
      for (const rows of all) {
        const located = locator.locate(new Map(rows.map((row) => [row.key, row])));
        expect(located).toEqual(locate(rows));
        const keys = located.open.map(({ key }) => key);
        expect(keys).toEqual(keys.toSorted());
      }
    }),
  );
});

test('a severity of which nothing is drawn differently keeps its arrays, and knows the newest rows', () => {
  const memory = new PointMemory();
  const rows = [sampleItem(0, { severity: 'high' }), sampleItem(1, { severity: 'low' })];
  const newer = [
    sampleItem(0, { severity: 'high', title: 'mới' }),
    sampleItem(1, { severity: 'low', title: 'mới' }),
  ];
  const before = { ...memory.sets(rows, palette) };
  const after = memory.sets(newer, palette);
  expect(after.high).toBe(before.high);
  expect(after.high.items[0]?.title).toBe('mới');
  const moved = memory.sets([{ ...newer[0], point: [107.5, 17] } as ItemRow, newer[1] as ItemRow], palette);
  expect(moved.high).not.toBe(before.high);
  expect(moved.low).toBe(before.low);
  expect(memory.sets(newer, { ...palette }).low).not.toBe(before.low);
});
