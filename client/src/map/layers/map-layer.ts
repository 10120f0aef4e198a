// What a layer of the map is: a pure function from what is known to what deck.gl draws. Rows go in, typed arrays come out;
// nothing is kept between two calls, so a layer cannot be stale by itself, and the list of layers is the whole picture.
import type { LayersList } from '@deck.gl/core';
import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import type { Cluster } from '../cluster.ts';
import type { IconAtlas } from '../icon-atlas.ts';
import type { PointSet, PointSets } from '../item-points.ts';
import type { MapPalette } from '../palette.ts';
import type { Trail } from '../trails.ts';
import { iconDefsOf } from './icon-defs.ts';
import type { LayerId } from './layer-ids.ts';

/** What lies under the pointer. */
export type Subject =
  | { readonly kind: 'item'; readonly item: ItemRow }
  | { readonly kind: 'cluster'; readonly cluster: Cluster }
  | { readonly kind: 'camera'; readonly camera: Asset }
  | { readonly kind: 'ticket'; readonly ticket: TicketRow }
  | { readonly kind: 'alert'; readonly alert: AlertRow }
  | { readonly kind: 'unit'; readonly unitId: string };

/** Everything the layers draw from, at one moment and one zoom. */
export interface MapScene {
  /** Open things that stand by themselves. */
  readonly singles: PointSets;
  readonly clusters: readonly Cluster[];
  /** Closed, ended, done: what the map keeps for context only. */
  readonly over: PointSets;
  readonly open: readonly ItemRow[];
  readonly cameras: readonly Asset[];
  readonly tickets: readonly TicketRow[];
  readonly alerts: readonly AlertRow[];
  readonly trails: readonly Trail[];
  /** The hub's clock. */
  readonly nowMs: number;
  readonly zoom: number;
  readonly atlas: IconAtlas;
  readonly palette: MapPalette;
  readonly remPx: number;
}

export interface MapLayer {
  readonly id: LayerId;
  readonly draw: (scene: MapScene) => LayersList;
}

type Attribute = {
  readonly value: Float32Array | Float64Array | Uint8Array;
  readonly size: number;
  readonly normalized?: boolean;
};

/** Arrays ready for the graphics card, and who the n-th of them is. */
export interface BinaryData {
  readonly length: number;
  readonly attributes: Record<string, Attribute>;
  readonly startIndices?: Uint32Array;
  readonly subjectAt?: (index: number) => Subject | null;
}

export const binaryData = (
  length: number,
  attributes: Record<string, Attribute>,
  subjectAt?: (index: number) => Subject | null,
): BinaryData => ({ length, attributes, ...(subjectAt ? { subjectAt } : {}) });

const dataOfSets = new WeakMap<PointSet, BinaryData>();

/**
 * The arrays of a set with who they are, all with the icon of that name: the same data for the same set, by which deck sees
 * that there is nothing to do. Who they are is asked of the set, whose rows may be newer.
 */
export function setData(set: PointSet, { mapping }: IconAtlas, name: Severity): BinaryData {
  const known = dataOfSets.get(set);
  if (known) return known;
  const count = set.positions.length / 2;
  const icon = mapping[name];
  const data = binaryData(
    count,
    {
      getPosition: { value: set.positions, size: 2 },
      getFillColor: { value: set.colours, size: 4, normalized: true },
      ...(icon ? { instanceIconDefs: iconDefsOf(icon, count) } : {}),
    },
    (index) => {
      const item = set.items[index];
      return item ? { kind: 'item', item } : null;
    },
  );
  dataOfSets.set(set, data);
  return data;
}

/** Longitudes and latitudes in one array. */
export function positionsOf<T>(things: readonly T[], point: (thing: T) => readonly number[]): Float64Array {
  const positions = new Float64Array(things.length * 2);
  things.forEach((thing, index) => {
    const [lon = 0, lat = 0] = point(thing);
    positions[index * 2] = lon;
    positions[index * 2 + 1] = lat;
  });
  return positions;
}

/** Four bytes a thing. */
export function coloursOf<T>(things: readonly T[], colour: (thing: T) => readonly number[]): Uint8Array {
  const colours = new Uint8Array(things.length * 4);
  things.forEach((thing, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 255] = colour(thing);
    colours.set([red, green, blue, alpha], index * 4);
  });
  return colours;
}
