// Live things as typed arrays, one set per severity (each severity is a shape), ready for the graphics card. What is
// over is a set apart: drawn like the rest, it would say that it still burns. What has no position is counted, what has
// a wrong one is counted apart and never drawn.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';
import { isPosition } from './geometry.ts';
import type { MapPalette } from './palette.ts';

interface PointSet {
  readonly items: readonly ItemRow[];
  readonly positions: Float64Array;
  /** Domain hue, RGBA bytes. */
  readonly colours: Uint8Array;
}

export type PointSets = Readonly<Record<Severity, PointSet>>;

export interface Located {
  readonly open: readonly ItemRow[];
  /** Closed, ended, done: what the map keeps for context only. */
  readonly over: readonly ItemRow[];
  readonly drawn: number;
  readonly unlocated: number;
  readonly invalid: number;
}

const byKey = (a: ItemRow, b: ItemRow): number => (a.key < b.key ? -1 : 1);

/** Parts rows by whether and how they can be drawn; in the order of their keys, so that equal rows give equal pictures. */
export function locate(rows: Iterable<ItemRow>): Located {
  const open: ItemRow[] = [];
  const over: ItemRow[] = [];
  let unlocated = 0;
  let invalid = 0;
  for (const row of rows) {
    if (row.point === null) unlocated += 1;
    else if (!isPosition(row.point)) invalid += 1;
    else (row.closed ? over : open).push(row);
  }
  open.sort(byKey);
  over.sort(byKey);
  return { open, over, drawn: open.length + over.length, unlocated, invalid };
}

const WHITE = [255, 255, 255] as const;

function pointSet(items: readonly ItemRow[], palette: Pick<MapPalette, 'domain'>): PointSet {
  const positions = new Float64Array(items.length * 2);
  const colours = new Uint8Array(items.length * 4);
  items.forEach(({ point, domain }, index) => {
    const [red, green, blue] = palette.domain[domain] ?? WHITE;
    positions[index * 2] = point?.[0] ?? 0;
    positions[index * 2 + 1] = point?.[1] ?? 0;
    colours[index * 4] = red;
    colours[index * 4 + 1] = green;
    colours[index * 4 + 2] = blue;
    colours[index * 4 + 3] = 255;
  });
  return { items, positions, colours };
}

/** Arrays of located things. */
export function pointSets(items: readonly ItemRow[], palette: Pick<MapPalette, 'domain'>): PointSets {
  const parted = Object.fromEntries(SEVERITIES.map((severity) => [severity, [] as ItemRow[]]));
  for (const item of items) parted[item.severity]?.push(item);
  return Object.fromEntries(
    SEVERITIES.map((severity) => [severity, pointSet(parted[severity] ?? [], palette)]),
  ) as PointSets;
}
