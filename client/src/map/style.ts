// The basemap as a MapLibre style: no tiles, no glyph server, no sprite; text is drawn with the page's own font.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Basemap, Label, LabelKind } from './basemap.ts';
import { archiveLayers, archiveSources } from './archive-style.ts';
import { choroplethLayers } from './layers/choropleth-layer.ts';
import { ownLayers } from './own-style.ts';
import type { MapPalette } from './palette.ts';

export interface StyleOptions {
  readonly palette: MapPalette;
  readonly language: 'vi' | 'en';
  /** Size of a label in CSS pixels: 1 rem, so that the wall's rule of 1/60 holds on the map too. */
  readonly remPx: number;
  /** Too narrow for a name beside what lies at the edge. */
  readonly isNarrow: boolean;
}

type GeoJson = Extract<StyleSpecification['sources'][string], { type: 'geojson' }>['data'];

/** Layers and sources that are painted anew while the map lives. */
export const HEAT = 'heat';
export const OWN = 'own';
export const UNITS = 'units';
const TILES = 'tiles';
export const OBSTACLES = 'obstacles';
export const OBSTACLE_IMAGE = 'obstacle';
export const OBSTACLE_PX = 16;

const EMPTY: GeoJsonCollection = { type: 'FeatureCollection', features: [] };

const FONT = ['Be Vietnam Pro'];
const FONT_STRONG = ['Be Vietnam Pro SemiBold', 'Be Vietnam Pro'];
const source = (data: GeoJsonCollection) => ({
  type: 'geojson' as const,
  data: data as unknown as GeoJson,
  tolerance: 0.2,
});

const labelSource = (labels: readonly Label[], language: 'vi' | 'en') =>
  source({
    type: 'FeatureCollection',
    features: labels.map(({ name, nameEn, kind, rank, point }) => ({
      type: 'Feature',
      properties: { text: language === 'en' ? nameEn : name, kind, rank },
      geometry: { type: 'Point', coordinates: point },
    })),
  });

function groundLayers({ palette, remPx }: StyleOptions): LayerSpecification[] {
  const shore = (id: string, from: string): LayerSpecification => ({
    id,
    type: 'line',
    source: from,
    paint: {
      'line-color': palette.shore,
      'line-width': remPx * 0.9,
      'line-blur': remPx * 0.9,
      'line-opacity': 0.75,
    },
  });
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
    shore('shore-land', 'land'),
    shore('shore-neighbour', 'neighbour'),
    shore('shore-home', 'home'),
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land } },
    { id: 'neighbour', type: 'fill', source: 'neighbour', paint: { 'fill-color': palette.land } },
    {
      id: 'neighbour-line',
      type: 'line',
      source: 'neighbour',
      paint: { 'line-color': palette.landLine, 'line-width': 1 },
    },
    {
      id: 'land-line',
      type: 'line',
      source: 'land',
      paint: { 'line-color': palette.landLine, 'line-width': 1.5 },
    },
    { id: 'island', type: 'fill', source: 'island', paint: { 'fill-color': palette.homeUrban } },
    {
      id: 'island-line',
      type: 'line',
      source: 'island',
      paint: { 'line-color': palette.homeLine, 'line-width': 1 },
    },
  ];
}

/** The site's shared map, muted, over the areas and under every line and name of ours. */
const tileLayers = ({ palette }: StyleOptions): LayerSpecification[] => [
  {
    id: TILES,
    type: 'raster',
    source: TILES,
    paint: {
      'raster-saturation': -0.45,
      'raster-brightness-max': palette.tileBrightness,
      'raster-fade-duration': 0,
    },
  },
];

function homeLayers(options: StyleOptions, basemap: Basemap): LayerSpecification[] {
  const { palette, remPx } = options;
  const urban = [
    'case',
    ['==', ['get', 'kind'], 'ward'],
    palette.homeUrban,
    palette.home,
  ] as unknown as string;
  return [
    { id: 'home-fill', type: 'fill', source: 'home', paint: { 'fill-color': palette.home } },
    { id: 'unit-fill', type: 'fill', source: 'units', paint: { 'fill-color': urban } },
    ...(basemap.tiles ? tileLayers(options) : []),
    ...archiveLayers(basemap.archives, palette, remPx),
    ...choroplethLayers('units'),
    {
      id: 'river',
      type: 'line',
      source: 'river',
      paint: { 'line-color': palette.river, 'line-width': remPx * 0.08, 'line-opacity': 0.8 },
    },
    {
      id: 'unit-line',
      type: 'line',
      source: 'units',
      paint: { 'line-color': palette.unitLine, 'line-width': remPx * 0.05 },
    },
    {
      id: 'road',
      type: 'line',
      source: 'road',
      paint: { 'line-color': palette.road, 'line-width': remPx * 0.1, 'line-opacity': 0.8 },
    },
    {
      id: 'home-glow',
      type: 'line',
      source: 'home',
      paint: {
        'line-color': palette.homeGlow,
        'line-width': remPx * 0.6,
        'line-blur': remPx * 0.6,
        'line-opacity': 0.55,
      },
    },
    {
      id: 'home-line',
      type: 'line',
      source: 'home',
      paint: { 'line-color': palette.homeLine, 'line-width': remPx * 0.09 },
    },
  ];
}

interface Lettering {
  readonly kinds: readonly LabelKind[];
  readonly size: number;
  readonly colour: string;
  readonly strong?: boolean;
  readonly spacing?: number;
  readonly minzoom?: number;
  readonly padding?: number;
  /** Beside its point, not on it: things that happen there would cover it. Which of its own sides it puts there, best first. */
  readonly aside?: readonly Side[];
}

type Side = 'left' | 'right' | 'top' | 'bottom' | 'bottom-right' | 'top-right';
const INLAND: readonly Side[] = ['right', 'left', 'top', 'bottom'];
/** The coast lies west of the islands: a name on it would name something there. */
const SEAWARD: readonly Side[] = ['left', 'top', 'bottom', 'right'];
/** Of a narrow map the islands lie at the edge, which would cut a name beside them. */
const OFF_THE_EDGE: readonly Side[] = ['bottom', 'top', 'bottom-right', 'top-right'];

function labelLayer(id: string, lettering: Lettering, { palette, remPx }: StyleOptions): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'labels',
    ...(lettering.minzoom === undefined ? {} : { minzoom: lettering.minzoom }),
    filter: ['in', ['get', 'kind'], ['literal', [...lettering.kinds]]],
    layout: {
      'text-field': ['get', 'text'],
      'text-font': lettering.strong ? FONT_STRONG : FONT,
      'text-size': lettering.size * remPx,
      'text-letter-spacing': lettering.spacing ?? 0,
      'text-line-height': 1.35,
      'text-max-width': 8,
      ...(lettering.aside
        ? {
            'text-variable-anchor': [...lettering.aside],
            'text-radial-offset': 1,
            'text-justify': 'auto' as const,
          }
        : {}),
      'text-padding': (lettering.padding ?? 0.35) * remPx,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: {
      'text-color': lettering.colour,
      'text-halo-color': palette.halo,
      'text-halo-width': remPx * 0.1,
    },
  };
}

/** Things as a glow on the ground; the wider the closer one looks, so that it stays one glow. */
function heatLayer({ palette, remPx }: StyleOptions): LayerSpecification {
  const [thin = '', middle = '', dense = ''] = palette.heat;
  return {
    id: HEAT,
    type: 'heatmap',
    source: HEAT,
    paint: {
      'heatmap-weight': ['interpolate', ['linear'], ['get', 'weight'], 0, 0, 8, 1],
      'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], 6, remPx * 1.2, 12, remPx * 7],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 6, 0.8, 12, 1.6],
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        'rgba(0,0,0,0)',
        0.15,
        thin,
        0.5,
        middle,
        1,
        dense,
      ],
    },
  };
}

/** Unseen boxes over the marks of the canvas above, so that names are placed beside them. Last, so that it is placed first. */
const obstacleLayer: LayerSpecification = {
  id: OBSTACLES,
  type: 'symbol',
  source: OBSTACLES,
  layout: {
    'icon-image': OBSTACLE_IMAGE,
    'icon-size': ['/', ['get', 'px'], OBSTACLE_PX],
    'icon-allow-overlap': true,
    'icon-padding': 0,
  },
};

/** A screen twice as fine shows the same ground one zoom step deeper: names appear at the same picture, not the same step. */
const ruralZoom = (remPx: number) => 7.9 + Math.log2(remPx / 18);

function labelLayers(options: StyleOptions): LayerSpecification[] {
  const { palette } = options;
  const town = { size: 1.05, colour: palette.label, strong: true, padding: 0.5 };
  return [
    labelLayer(
      'label-rural',
      { kinds: ['rural'], size: 1, colour: palette.label, minzoom: ruralZoom(options.remPx), aside: INLAND },
      options,
    ),
    labelLayer(
      'label-far',
      { kinds: ['country', 'province'], size: 1, colour: palette.labelFar, spacing: 0.08 },
      options,
    ),
    labelLayer('label-sea', { kinds: ['sea'], size: 1.25, colour: palette.labelSea, spacing: 0.18 }, options),
    labelLayer('label-urban', { ...town, kinds: ['urban'], aside: INLAND }, options),
    labelLayer(
      'label-island',
      { ...town, kinds: ['island'], aside: options.isNarrow ? OFF_THE_EDGE : SEAWARD },
      options,
    ),
  ];
}

/** The whole style of the basemap. */
export function basemapStyle(basemap: Basemap, options: StyleOptions): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: source(basemap.areas.land),
      neighbour: source(basemap.areas.neighbour),
      island: source(basemap.areas.island),
      home: source(basemap.home),
      [UNITS]: source(basemap.units),
      road: source(basemap.lines.road),
      river: source(basemap.lines.river),
      labels: labelSource(basemap.labels, options.language),
      ...(basemap.tiles
        ? { [TILES]: { type: 'raster' as const, tiles: [basemap.tiles.url], tileSize: 256 } }
        : {}),
      ...archiveSources(basemap.archives),
      [OWN]: source(EMPTY),
      [HEAT]: source(EMPTY),
      [OBSTACLES]: source(EMPTY),
    },
    layers: [
      ...groundLayers(options),
      ...homeLayers(options, basemap),
      ...ownLayers(OWN, options.palette, options.remPx),
      heatLayer(options),
      ...labelLayers(options),
      obstacleLayer,
    ],
  };
}
