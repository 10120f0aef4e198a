import type { Self } from '../access.ts';
import type { MapRole } from './map-imports.ts';

/** `GET /api/v1/site`: what every page needs before its first frame. */
export interface Site {
  readonly product: 'Toàn Cảnh';
  readonly version: string;
  readonly province: { readonly unitId: string; readonly name: string; readonly nameEn: string } | null;
  /** True: every screen must say that the data are simulated. */
  readonly demo: boolean;
  /** Null: nobody is signed in. */
  readonly self: Self | null;
  readonly wire: number;
}

/** `GET /api/v1/map`: everything static that the map draws, as GeoJSON with attribution. */
export interface MapData {
  /** Another one when anything below is another. */
  readonly version: string;
  readonly units: GeoJsonCollection;
  readonly schematic: boolean;
  readonly layers: readonly {
    readonly id: string;
    readonly role: MapRole;
    readonly title: string;
    readonly attribution: string;
    readonly geojson: GeoJsonCollection;
  }[];
  readonly attributions: readonly string[];
  /** The province's own map below everything, where the site names one. */
  readonly tiles: MapTiles | null;
  /** The site's own maps in one file each, below everything. */
  readonly archives: readonly MapArchiveTiles[];
}

/** A PMTiles archive, of which pieces are asked for by range. */
export interface MapArchiveTiles {
  readonly url: string;
  readonly kind: 'raster' | 'vector';
  readonly attribution: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Of vector tiles. */
  readonly layers: readonly string[];
}

/** A shared map as images in Web Mercator: `{z}`, `{x}`, `{y}` of the template, or a WMTS's own words for them. */
export interface MapTiles {
  readonly url: string;
  readonly attribution: string;
}

export interface GeoJsonCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly {
    readonly type: 'Feature';
    readonly properties: Readonly<Record<string, unknown>>;
    readonly geometry: { readonly type: string; readonly coordinates: unknown };
  }[];
}
