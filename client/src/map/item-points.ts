// Live things as typed arrays, one set per severity (each severity is a shape), ready for the graphics card. What is
// over is a set apart: drawn like the rest, it would say that it still burns. What has no position is counted, what has
// a wrong one is counted apart and never drawn. Between two looks most things stay where they are, so both what sorts them and
// what makes arrays of them remember the look before: a set in which nothing is drawn differently is the same set, and the
// graphics card is sent nothing.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';
import { isPosition } from './geometry.ts';
import type { MapPalette } from './palette.ts';

export interface PointSet {
  /** As they are now: of the same set the words may be newer than its arrays. */
  items: readonly ItemRow[];
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

/** Rows that came since, sorted into those that were there. */
function withFresh(known: readonly ItemRow[], rows: ReadonlyMap<string, ItemRow>): readonly ItemRow[] {
  const keys = new Set(known.map(({ key }) => key));
  const fresh = [...rows.values()]
    .filter(({ key }) => !keys.has(key))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const sorted: ItemRow[] = [];
  let at = 0;
  for (const row of known) {
    for (let next = fresh[at]; next !== undefined && next.key < row.key; next = fresh[at]) {
      sorted.push(next);
      at += 1;
    }
    sorted.push(row);
  }
  return [...sorted, ...fresh.slice(at)];
}

/** Parts rows by whether and how they can be drawn; in the order of their keys, so that equal rows give equal pictures. */
export class Locator {
  private order: readonly string[] = [];

  locate(rows: ReadonlyMap<string, ItemRow>): Located {
    const open: ItemRow[] = [];
    const over: ItemRow[] = [];
    let unlocated = 0;
    let invalid = 0;
    for (const row of this.sorted(rows)) {
      if (row.point === null) unlocated += 1;
      else if (!isPosition(row.point)) invalid += 1;
      else (row.closed ? over : open).push(row);
    }
    return { open, over, drawn: open.length + over.length, unlocated, invalid };
  }

  /** By the order before: to sort them all each second would cost most of a look. */
  private sorted(rows: ReadonlyMap<string, ItemRow>): readonly ItemRow[] {
    const known: ItemRow[] = [];
    for (const key of this.order) {
      const row = rows.get(key);
      if (row) known.push(row);
    }
    if (known.length === rows.size && known.length === this.order.length) return known;
    const sorted = known.length === rows.size ? known : withFresh(known, rows);
    this.order = sorted.map(({ key }) => key);
    return sorted;
  }
}

const WHITE = [255, 255, 255] as const;
type Hues = Pick<MapPalette, 'domain'>;

function pointSet(items: readonly ItemRow[], palette: Hues): PointSet {
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

const isDrawnAlike = (one: ItemRow, other: ItemRow | undefined): boolean =>
  one === other ||
  (other !== undefined &&
    one.domain === other.domain &&
    one.point?.[0] === other.point?.[0] &&
    one.point?.[1] === other.point?.[1]);

/** Arrays of located things; a severity of which nothing is drawn differently keeps its set, with the newest rows in it. */
export class PointMemory {
  private known: PointSets | null = null;
  private palette: Hues | null = null;

  sets(items: readonly ItemRow[], palette: Hues): PointSets {
    const parted = Object.fromEntries(SEVERITIES.map((severity) => [severity, [] as ItemRow[]]));
    for (const item of items) parted[item.severity]?.push(item);
    const before = this.palette === palette ? this.known : null;
    const sets = Object.fromEntries(
      SEVERITIES.map((severity) => {
        const own = parted[severity] ?? [];
        const last = before?.[severity];
        const isSame =
          last?.items.length === own.length && own.every((item, at) => isDrawnAlike(item, last.items[at]));
        if (!last || !isSame) return [severity, pointSet(own, palette)];
        last.items = own;
        return [severity, last];
      }),
    ) as PointSets;
    this.known = sets;
    this.palette = palette;
    return sets;
  }
}
