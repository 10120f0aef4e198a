// Live things as typed arrays, one set per severity (each severity is a shape), ready for the graphics card. What is
// over is a set apart: drawn like the rest, it would say that it still burns. What has no position is counted, what has
// a wrong one is counted apart and never drawn.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';
import { isPosition } from './geometry.ts';
import type { MapPalette } from './palette.ts';

export interface PointSet {
  readonly items: readonly ItemRow[];
  readonly positions: Float64Array;
  /** Domain hue, RGBA bytes. */
  readonly colours: Uint8Array;
}

type PointSets = Readonly<Record<Severity, PointSet>>;

export interface ItemPoints {
  readonly bySeverity: PointSets;
  /** Closed, ended, done: what the map keeps for context only. */
  readonly over: PointSets;
  readonly drawn: number;
  readonly unlocated: number;
  readonly invalid: number;
}

function pointSet(items: readonly ItemRow[], palette: Pick<MapPalette, 'domain'>): PointSet {
  const positions = new Float64Array(items.length * 2);
  const colours = new Uint8Array(items.length * 4);
  items.forEach(({ point, domain }, index) => {
    positions.set(point ?? [0, 0], index * 2);
    colours.set([...(palette.domain[domain] ?? [255, 255, 255]), 255], index * 4);
  });
  return { items, positions, colours };
}

/** Sorts rows into arrays; order within a severity is by key, so that equal rows give equal pictures. */
export function itemPoints(rows: Iterable<ItemRow>, palette: Pick<MapPalette, 'domain'>): ItemPoints {
  const all = [...rows];
  const located = all.filter(({ point }) => point !== null);
  const valid = located.filter(({ point }) => isPosition(point)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const sets = (items: readonly ItemRow[]) =>
    Object.fromEntries(
      SEVERITIES.map((severity) => [
        severity,
        pointSet(
          items.filter((item) => item.severity === severity),
          palette,
        ),
      ]),
    ) as PointSets;
  return {
    bySeverity: sets(valid.filter(({ closed }) => !closed)),
    over: sets(valid.filter(({ closed }) => closed)),
    drawn: valid.length,
    unlocated: all.length - located.length,
    invalid: located.length - valid.length,
  };
}
