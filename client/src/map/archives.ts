// Teaches MapLibre to find tiles in PMTiles archives, by ranges of one file. Loaded only where a site has such an archive.
import * as maplibregl from 'maplibre-gl';
import { Protocol } from 'pmtiles';

let isKnown = false;

/** Once for the page; the archives themselves are opened when their first tile is asked for. */
export function serveArchives(): void {
  if (isKnown) return;
  isKnown = true;
  maplibregl.addProtocol('pmtiles', new Protocol().tile);
}
