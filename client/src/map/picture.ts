// From what is known to the list of deck layers, without a canvas: what to draw is decided here, when and where in
// live-map.ts. A layer is made anew only when something it could show has changed: a ring that opens eight times a second
// must not send ten thousand marks to the graphics card each time.
import type { LayersList } from '@deck.gl/core';
import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, TicketRow } from '@ioc/contracts/stream/channels';
import { openAlerts } from './layers/open-alerts.ts';
import { gather } from './cluster.ts';
import type { Gathered } from './cluster.ts';
import type { IconAtlas } from './icon-atlas.ts';
import type { Located, PointMemory } from './item-points.ts';
import type { LayerId } from './layers/layer-ids.ts';
import { MAP_LAYERS } from './layers/list.ts';
import type { MapScene } from './layers/map-layer.ts';
import type { MapPalette } from './palette.ts';
import { NO_TRAILS } from './trails.ts';
import type { Trail } from './trails.ts';

export interface Known {
  readonly located: Located;
  readonly cameras: readonly Asset[];
  readonly tickets: readonly TicketRow[];
  readonly alerts: readonly AlertRow[];
  readonly trails: readonly Trail[];
  readonly shown: ReadonlySet<LayerId>;
  /** The hub's clock. */
  readonly nowMs: number;
}

export const NOTHING_KNOWN: Known = {
  located: { open: [], over: [], drawn: 0, unlocated: 0, invalid: 0 },
  cameras: [],
  tickets: [],
  alerts: [],
  trails: NO_TRAILS,
  shown: new Set(),
  nowMs: 0,
};

/** What a map remembers of its look before. */
export interface Memories {
  readonly singles: PointMemory;
  readonly over: PointMemory;
}

export interface View {
  readonly zoom: number;
  readonly palette: MapPalette;
  readonly remPx: number;
  readonly atlas: IconAtlas;
}

/** Side of a cluster's cell in rem: two discs beside each other do not touch. */
const CELL_REM = 3;

/** What names step aside for. */
export interface Obstacles extends Gathered {
  readonly alerts: readonly AlertRow[];
}

export interface Picture {
  readonly layers: LayersList;
  readonly obstacles: Obstacles;
}

/** Everything but the pulse, bottom to top. */
export function pictureOf(known: Known, { zoom, palette, remPx, atlas }: View, memories: Memories): Picture {
  const { located, shown } = known;
  const gathered = shown.has('items')
    ? gather(located.open, { zoom, cellPx: CELL_REM * remPx })
    : { singles: [], clusters: [] };
  const scene: MapScene = {
    ...known,
    singles: memories.singles.sets(gathered.singles, palette),
    clusters: gathered.clusters,
    over: memories.over.sets(shown.has('over') ? located.over : [], palette),
    open: located.open,
    zoom,
    palette,
    remPx,
    atlas,
  };
  const layers = MAP_LAYERS.map(({ id, draw }) => (shown.has(id) ? draw(scene) : []));
  const alerts = shown.has('alerts') ? openAlerts(known.alerts) : [];
  return { layers, obstacles: { ...gathered, alerts } };
}
