// A site's PMTiles archives in the map's own colours: pictures muted as the shared map is; of vector tiles what the names of
// their layers tell (archive-words.ts).
import type { MapData } from '@ioc/contracts/api/site';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { groundOf } from './archive-words.ts';
import type { Ground } from './archive-words.ts';
import type { MapPalette } from './palette.ts';

type Archives = MapData['archives'];
type Archive = Archives[number];

const idOf = (at: number): string => `archive-${at}`;
const PICTURE_PX = 256;

/** The scheme that archives.ts serves. */
export const archiveSources = (archives: Archives): StyleSpecification['sources'] =>
  Object.fromEntries(
    archives.map(({ url, kind, minZoom, maxZoom }, at) => {
      const about = {
        url: `pmtiles://${new URL(url, location.href).href}`,
        minzoom: minZoom,
        maxzoom: maxZoom,
      };
      return [
        idOf(at),
        kind === 'raster'
          ? { type: 'raster' as const, tileSize: PICTURE_PX, ...about }
          : { type: 'vector' as const, ...about },
      ];
    }),
  );

/** Areas first, then lines over them; what is no known thing as a fine line, so that nothing of a site's is missing. */
function vectorLayers(
  { layers }: Archive,
  source: string,
  palette: MapPalette,
  remPx: number,
): LayerSpecification[] {
  const area = (name: string, colour: string, opacity: number): LayerSpecification => ({
    id: `${source}-${name}`,
    type: 'fill',
    source,
    'source-layer': name,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': opacity },
  });
  const line = (name: string, colour: string, rem: number, of: readonly string[]): LayerSpecification => ({
    id: `${source}-${name}-line`,
    type: 'line',
    source,
    'source-layer': name,
    filter: ['in', ['geometry-type'], ['literal', [...of]]],
    paint: { 'line-color': colour, 'line-width': rem * remPx, 'line-opacity': 0.6 },
  });
  const named = (ground: Ground) => [...new Set(layers)].filter((name) => groundOf(name) === ground);
  return [
    ...named('green').map((name) => area(name, palette.homeUrban, 0.35)),
    ...named('water').map((name) => area(name, palette.river, 0.45)),
    ...named('building').map((name) => area(name, palette.unitLine, 0.5)),
    ...named('other').map((name) => line(name, palette.unitLine, 0.04, ['LineString', 'Polygon'])),
    ...named('water').map((name) => line(name, palette.river, 0.06, ['LineString'])),
    ...named('road').map((name) => line(name, palette.road, 0.05, ['LineString'])),
  ];
}

export const archiveLayers = (archives: Archives, palette: MapPalette, remPx: number): LayerSpecification[] =>
  archives.flatMap((archive, at): LayerSpecification[] => {
    const source = idOf(at);
    if (archive.kind === 'vector') return vectorLayers(archive, source, palette, remPx);
    return [
      {
        id: source,
        type: 'raster',
        source,
        paint: {
          'raster-saturation': -0.45,
          'raster-brightness-max': palette.tileBrightness,
          'raster-fade-duration': 0,
        },
      },
    ];
  });
