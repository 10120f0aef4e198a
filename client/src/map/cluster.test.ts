import type { ItemRow } from '@ioc/contracts/stream/channels';
import { SEVERITIES } from '@ioc/contracts/words';
import * as fc from 'fast-check';
import { sampleItem } from '../panel-kit/sample-input.ts';
import { gather } from './cluster.ts';

const GRID = { zoom: 8, cellPx: 60 };
const crowd = (count: number, changed: Partial<ItemRow> = {}) =>
  Array.from({ length: count }, (_, index) =>
    sampleItem(index, { key: `k${index}`, severity: 'low', point: [107.01 + index * 1e-4, 17], ...changed }),
  );

test('a crowd on one spot becomes one mark with its number and its worst', () => {
  const { singles, clusters } = gather(
    [...crowd(9), sampleItem(0, { severity: 'high', point: [107.01, 17] })],
    GRID,
  );
  expect(singles).toHaveLength(0);
  expect(clusters).toHaveLength(1);
  expect(clusters[0]).toMatchObject({ worst: 'high' });
  expect(clusters[0]?.items).toHaveLength(10);
});

test('what is critical is never hidden in a number', () => {
  const critical = sampleItem(0, { key: 'worst', severity: 'critical', point: [107.01, 17] });
  const { singles, clusters } = gather([...crowd(50), critical], GRID);
  expect(singles).toEqual([critical]);
  expect(clusters[0]?.items).toHaveLength(50);
});

test('three are left side by side, and close up nothing is gathered', () => {
  expect(gather(crowd(3), GRID).clusters).toHaveLength(0);
  expect(gather(crowd(50), { ...GRID, zoom: 14 }).singles).toHaveLength(50);
});

test('a crowd that lies across the line of two cells is one crowd', () => {
  const cellDegrees = (360 * GRID.cellPx) / (512 * 2 ** GRID.zoom);
  const line = Math.ceil((107 + 180) / cellDegrees) * cellDegrees - 180;
  const across = Array.from({ length: 20 }, (_, index) =>
    sampleItem(index, { key: `k${index}`, severity: 'low', point: [line + (index - 9.5) * 1e-3, 17] }),
  );
  expect(gather(across, GRID).clusters).toHaveLength(1);
});

test('whatever lies wherever, every thing comes out once and no critical one in a cluster', () => {
  const row = fc
    .tuple(
      fc.constantFrom(...SEVERITIES),
      fc.double({ min: 105, max: 108, noNaN: true }),
      fc.double({ min: 16, max: 18, noNaN: true }),
    )
    .map(([severity, lon, lat]) => ({ severity, point: [lon, lat] as [number, number] }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 200 }), fc.integer({ min: 4, max: 16 }), (rows, zoom) => {
      const items = rows.map((changed, index) => sampleItem(index, { key: `k${index}`, ...changed }));
      const { singles, clusters } = gather(items, { zoom, cellPx: 60 });
      const out = [...singles, ...clusters.flatMap((cluster) => cluster.items)].map(({ key }) => key);
      expect(out.toSorted()).toEqual(items.map(({ key }) => key).toSorted());
      expect(clusters.every(({ worst, items: members }) => worst !== 'critical' && members.length > 3)).toBe(
        true,
      );
    }),
  );
});
