// The map alone with as many marks as one asks for: what the bench measures (line f-markers). No part of the product is
// built with it. An update is everything that the wall does for new rows, from parting them to the frame that shows them;
// rows are made beforehand, so that making them is not measured.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import { DOMAINS } from '@ioc/contracts/words';
import type { Severity } from '@ioc/contracts/words';
import { vi } from '../i18n/vi.ts';
import '../ui/tokens.css';
import { prepareBasemap } from './basemap.ts';
import { Locator } from './item-points.ts';
import { LAYER_IDS } from './layers/layer-ids.ts';
import { LiveMap } from './live-map.ts';
import { readPalette } from './palette.ts';
import { TrailMemory } from './trails.ts';

type Rows = ReadonlyMap<string, ItemRow>;

/** Of a hundred things so many are; the rest tells and no more. */
const SHARES: readonly (readonly [Severity, number])[] = [
  ['critical', 1],
  ['high', 5],
  ['medium', 20],
  ['low', 45],
];
const NOW = '2026-11-22T01:30:00.000Z';
/** Between two looks one in so many has changed, and one in so many of all stands elsewhere. */
const CHANGED_EVERY = 20;
const MOVED_EVERY = 100;
const MOVED_DEGREES = 0.002;

/** The same marks in every run: a small congruential generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function severityOf(index: number): Severity {
  const place = index % 100;
  return SHARES.find(([, below]) => place < below)?.[0] ?? 'info';
}

function rowOf(index: number, random: () => number): ItemRow {
  return {
    key: `bench/${index}`,
    source: 'bench',
    id: String(index),
    kind: 'item',
    type: 'vn.ioc.bench.v1',
    domain: DOMAINS[index % DOMAINS.length] ?? 'data',
    severity: severityOf(index),
    unitId: null,
    assetId: null,
    point: [106 + random() * 1.2, 16.3 + random() * 1.6],
    title: 'Bench',
    titleEn: null,
    state: 'active',
    closed: index % 4 === 3,
    observedAt: NOW,
    updatedAt: NOW,
  };
}

function rowsOf(count: number): Rows {
  const random = randomFrom(count);
  const rows = Array.from({ length: count }, (_, index) => rowOf(index, random));
  return new Map(rows.map((row) => [row.key, row]));
}

function changed(rows: Rows, turn: number): Rows {
  return new Map(
    [...rows].map(([key, row], index) => {
      if (index % CHANGED_EVERY !== turn % CHANGED_EVERY) return [key, row];
      const isMoved = index % MOVED_EVERY === turn % MOVED_EVERY;
      const [lon, lat] = row.point ?? [107, 17];
      const point: ItemRow['point'] = isMoved ? [lon + MOVED_DEGREES, lat] : row.point;
      return [key, { ...row, updatedAt: `${NOW}${turn}`, point }];
    }),
  );
}

const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });

class MarkersBench {
  private readonly map: LiveMap;
  private readonly trails = new TrailMemory();
  private readonly locator = new Locator();
  private looks: readonly Rows[] = [];

  constructor(map: LiveMap) {
    this.map = map;
    map.show({ shown: new Set(LAYER_IDS.filter((id) => id !== 'heat' && id !== 'choropleth')) });
  }

  /** Makes the rows of the turns to come, and shows the first, so that nothing is measured for the first time. */
  async prepare(count: number, turns: number): Promise<void> {
    const rows = rowsOf(count);
    this.looks = Array.from({ length: turns }, (_, turn) => changed(rows, turn));
    await this.update(0);
  }

  /** Shows one look; resolves when its frame is drawn. */
  async update(turn: number): Promise<void> {
    const rows = this.looks[turn];
    if (!rows) throw new Error(`no look ${turn}`);
    this.map.show({ located: this.locator.locate(rows), trails: this.trails.look(rows.values()) });
    await nextFrame();
  }

  /** Two frames of which nothing is new: what `update` costs without an update. */
  async idle(): Promise<void> {
    await nextFrame();
  }

  /** Far: the province, where near marks are gathered. Near: a town's streets, where each stands by itself. */
  async look(from: 'far' | 'near'): Promise<void> {
    this.map.jumpTo([106.6, 17.1], from === 'far' ? 8 : 14);
    await nextFrame();
  }
}

const container = document.querySelector<HTMLElement>('#map');
if (!container) throw new Error('no place for the map');
const basemap = prepareBasemap({
  version: 'bench',
  units: { type: 'FeatureCollection', features: [] },
  schematic: false,
  layers: [],
  attributions: [],
  tiles: null,
  archives: [],
});
const look = { palette: readPalette('dark'), language: 'vi', words: vi.map.words, remPx: 18 } as const;
const map = new LiveMap(container, { isSoftware: false }, basemap, look, {
  onPainted: () => {},
  onReady: () => Object.assign(globalThis, { markersBench: new MarkersBench(map) }),
  onHover: () => {},
  onIslands: () => {},
  onDrawn: () => {},
  onLost: () => {
    throw new Error('the WebGL context was lost');
  },
});
