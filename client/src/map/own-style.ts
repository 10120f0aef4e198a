// What a site brought of its own, of any kind: areas as outlines with a breath of colour, lines, points with their names. Quiet
// on purpose, and in a hue that no severity has: it says where things are, not what goes on.
import type { LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';

const isOf = (kind: 'Polygon' | 'LineString' | 'Point') => ['==', ['geometry-type'], kind] as never;

export const ownLayers = (source: string, palette: MapPalette, remPx: number): LayerSpecification[] => [
  {
    id: 'own-area',
    type: 'fill',
    source,
    filter: isOf('Polygon'),
    paint: { 'fill-color': palette.own, 'fill-opacity': 0.12 },
  },
  {
    id: 'own-line',
    type: 'line',
    source,
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': palette.own, 'line-width': remPx * 0.08, 'line-opacity': 0.85 },
  },
  {
    id: 'own-point',
    type: 'circle',
    source,
    filter: isOf('Point'),
    paint: {
      'circle-color': palette.own,
      'circle-radius': remPx * 0.18,
      'circle-stroke-color': palette.halo,
      'circle-stroke-width': remPx * 0.06,
    },
  },
  {
    id: 'own-name',
    type: 'symbol',
    source,
    minzoom: 9,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Be Vietnam Pro'],
      'text-size': remPx * 0.85,
      'text-variable-anchor': ['right', 'left', 'top', 'bottom'],
      'text-radial-offset': 0.6,
      'text-max-width': 8,
    },
    paint: { 'text-color': palette.own, 'text-halo-color': palette.halo, 'text-halo-width': remPx * 0.1 },
  },
];
