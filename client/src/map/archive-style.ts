// A site's PMTiles archives in the map's own colours: pictures muted as the shared map is; of vector tiles only what the names
// of their layers tell, in the words of the two schemas in use (OpenMapTiles, Protomaps). Names are ours to write.
import type { MapData } from '@ioc/contracts/api/site';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
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

const WATER = /water|ocean|lake/i;
const ROADS = /road|transport|highway|street/i;
const BUILDINGS = /building/i;
const GREEN = /landuse|landcover|park|green/i;

/** Areas first, then lines over them. */
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
  const line = (name: string, colour: string, rem: number): LayerSpecification => ({
    id: `${source}-${name}-line`,
    type: 'line',
    source,
    'source-layer': name,
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': colour, 'line-width': rem * remPx, 'line-opacity': 0.6 },
  });
  const named = (words: RegExp) => layers.filter((name) => words.test(name));
  return [
    ...named(GREEN).map((name) => area(name, palette.homeUrban, 0.35)),
    ...named(WATER).map((name) => area(name, palette.river, 0.45)),
    ...named(BUILDINGS).map((name) => area(name, palette.unitLine, 0.5)),
    ...named(WATER).map((name) => line(name, palette.river, 0.06)),
    ...named(ROADS).map((name) => line(name, palette.road, 0.05)),
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
