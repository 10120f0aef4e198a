// A scene: what one wall shows, as data. It is written in a file by whoever runs the centre; the page knows places and
// panels, not which of them make a scene. No validator here: the page that draws scenes must not bring one along
// (the schema stands in scene-schema.ts).
import type { ServiceIndicators } from './service-figure.ts';
import type { View } from './stream/view.ts';
import type { Domain } from './words.ts';

/** The big wall is 48 columns by 48 rows; a place is counted from its upper left corner. Smaller screens keep the order. */
export const SCENE_GRID = { columns: 48, rows: 48 } as const;

export interface ScenePlace {
  /** `[column, row]`, from 1. */
  readonly at: readonly [column: number, row: number];
  /** `[columns, rows]`. */
  readonly size: readonly [columns: number, rows: number];
}

/** Panels that a scene may name; a test of the page holds this list against the panels there are. */
export const SCENE_PANELS = [
  'by-kind',
  'by-unit',
  'critical-list',
  'domain-severity',
  'indicator-board',
  'key-figures',
  'laggards',
  'latest-list',
  'published',
  'service-indicators',
  'service-trend',
  'service-units',
  'source-health',
  'tickets-due',
  'trend',
] as const;
export type ScenePanelName = (typeof SCENE_PANELS)[number];

/** What a panel may be told; each takes what it knows. */
export interface PanelOptions {
  /** Codes of indicators, in the order in which they stand. */
  readonly indicators?: readonly string[] | undefined;
  /** Those of them whose target is not to be exceeded; of all others it is to be reached. */
  readonly lowerIsBetter?: readonly string[] | undefined;
}

export interface ScenePanel extends ScenePlace {
  readonly panel: ScenePanelName;
  /** In place of the scene's: a panel may look wider, or closer. */
  readonly view?: View | undefined;
  readonly options?: PanelOptions | undefined;
  /** In place of the panel's own title. */
  readonly title?: Words | undefined;
}

interface Words {
  readonly vi: string;
  readonly en: string;
}

/** Layers of the map, bottom to top. */
export const MAP_LAYER_NAMES = [
  'choropleth',
  'heat',
  'cameras',
  'trails',
  'over',
  'tickets',
  'alerts',
  'items',
] as const;
export type MapLayerName = (typeof MAP_LAYER_NAMES)[number];

/** Figures of the public service by which units can be coloured, in percent. */
export const SERVICE_SHADES = [
  'onTime',
  'onTimeClosedOnly',
  'onlineRate',
  'onlinePaymentRate',
  'digitisedRate',
] as const satisfies readonly (keyof ServiceIndicators)[];

/** What the units of a map are coloured by: one of `count`, `service` and `indicator`. */
export interface Choropleth {
  /** What is open on the map, in each unit; of some domains only, when they are named. */
  readonly count?: 'open' | undefined;
  readonly domains?: readonly Domain[] | undefined;
  readonly service?: (typeof SERVICE_SHADES)[number] | undefined;
  /** Code of an indicator with values by unit. */
  readonly indicator?: string | undefined;
  /** Which end deserves attention; absent: neither. Figures of the public service are better when they are more. */
  readonly better?: 'more' | 'less' | undefined;
  /** Five classes of as many units, or as wide as each other, or the lowest values of all classes but the first. */
  readonly scale?: 'quantile' | 'equal' | readonly number[] | undefined;
}

export interface SceneMap extends ScenePlace {
  readonly view?: View | undefined;
  /** What is drawn until a viewer chooses otherwise; absent: what the map shows by itself. */
  readonly layers?: readonly MapLayerName[] | undefined;
  readonly choropleth?: Choropleth | undefined;
}

export interface Scene {
  /** Its name in the address, and of its file. */
  readonly id: string;
  readonly title: Words;
  /** Who answers for what it shows. */
  readonly owner: Words;
  /** Where it stands among the scenes. */
  readonly order: number;
  /** What of the channels with views it shows; empty: everything. */
  readonly view: View;
  /** Null: the scene has no map. */
  readonly map: SceneMap | null;
  /** Over the upper edge of the map, or, without a map, over the panels. */
  readonly figures: boolean;
  /** In the order in which a smaller screen shows them. */
  readonly panels: readonly ScenePanel[];
}
