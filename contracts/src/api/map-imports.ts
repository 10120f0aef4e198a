// A site's own map by the page: `POST /api/v1/map/imports` takes a file and answers with a job of kind `map`; its result
// says what was found and, unless it was a dry run, what was stored. `GET` lists what was imported, each with its undo.
import { z } from 'zod';
import { MAP_FRAMES, type MapFrameId } from '../map-frame.ts';

/** What a layer of a site is drawn as; `own`: with its own names, over the ground and under what happens. */
export const MAP_ROLES = ['land', 'neighbour', 'outline', 'island', 'road', 'river', 'own'] as const;
export type MapRole = (typeof MAP_ROLES)[number];

const frameIds = new Set<string>(MAP_FRAMES.map(({ id }) => id));

/** The body is the file (`application/octet-stream`), GeoJSON or TopoJSON. */
export const mapImportQuerySchema = z
  .object({
    /** What the file is called. */
    name: z.string().trim().min(1).max(200),
    dryRun: z.enum(['true', 'false']).transform((word) => word === 'true'),
    /** Boundaries of units that are known, or a layer. */
    kind: z.enum(['units', 'layer']),
    role: z.enum(MAP_ROLES).optional(),
    /** Of the layer: the same again is the next version of it. */
    layer: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be lower-case letters, digits and hyphens')
      .optional(),
    title: z.string().trim().min(1).max(120).optional(),
    /** Whose it is; it is always shown on the map. */
    attribution: z.string().trim().min(1).max(300),
    /** What the coordinates mean; absent: what the file says, else degrees. */
    frame: z
      .string()
      .refine((id): id is MapFrameId => frameIds.has(id), 'must be one of the known frames')
      .optional(),
  })
  .refine(({ kind, role, layer }) => kind === 'units' || (role !== undefined && layer !== undefined), {
    path: ['layer'],
    message: 'a layer has a name and a role',
  });
export type MapImportQuery = z.infer<typeof mapImportQuerySchema>;

/** Why the whole file is refused. */
export type MapRefusal =
  'not-json' | 'not-geo' | 'empty' | 'too-many' | 'unknown-frame' | 'needs-frame' | 'no-unit' | 'far-away';
/** Why one feature is left out, or what was mended of it. */
export type MapProblem =
  | 'not-a-feature'
  | 'no-geometry'
  | 'kind'
  | 'bad-coordinate'
  | 'too-few'
  | 'no-unit'
  | 'two-units'
  | 'twice'
  | 'outside'
  | 'mended'
  | 'crosses-itself';

export interface MapPreviewShape {
  readonly kind: 'area' | 'line' | 'point';
  /** `[lon, lat]` one after the other, thinned. */
  readonly line: readonly number[];
}

export interface MapImportResult {
  readonly file: string;
  readonly dryRun: boolean;
  /** Null: it can be imported. */
  readonly refusal: MapRefusal | null;
  readonly format: 'GeoJSON' | 'TopoJSON' | null;
  readonly features: number;
  readonly points: number;
  readonly lines: number;
  readonly areas: number;
  /** What the coordinates were read as, and who said so. */
  readonly frame: MapFrameId | null;
  readonly frameBy: 'asked' | 'file' | 'degrees' | null;
  /** Of coordinates that are no degrees: frames in which they fall into the province, best first. */
  readonly suggestions: readonly { readonly frame: MapFrameId; readonly inside: number }[];
  /** Latitude came before longitude, or north before east; it was turned about. */
  readonly turned: boolean;
  readonly bounds: readonly [west: number, south: number, east: number, north: number] | null;
  /** Features whose middle lies in the province, and others. */
  readonly inside: number;
  readonly outside: number;
  /** Left out, and mended. */
  readonly refused: number;
  readonly mended: number;
  /** Units that the file gives a boundary; names of features that are no unit, and of units without one. */
  readonly matched: number;
  readonly strangers: readonly string[];
  readonly missing: readonly string[];
  readonly missingCount: number;
  /** The first 100: which feature, counted from 1, and why. */
  readonly problems: readonly { readonly feature: number; readonly name: string; readonly why: MapProblem }[];
  readonly preview: readonly MapPreviewShape[];
  /** What every browser loads for it. */
  readonly bytes: number;
  /** Features that were stored. */
  readonly stored: number;
}

/** Something that was imported by the page. */
export interface MapImport {
  readonly id: string;
  readonly kind: 'units' | 'layer';
  /** Null: boundaries of units. */
  readonly layer: string | null;
  readonly role: MapRole | null;
  readonly title: string;
  readonly attribution: string;
  readonly file: string;
  readonly frame: string;
  readonly features: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
  /** Nothing newer stands on it and what it replaced is still kept. */
  readonly undoable: boolean;
}

/** A PMTiles archive of the site's folder. */
export interface MapArchive {
  readonly name: string;
  readonly bytes: number;
  /** Null: it is shown on the map. */
  readonly problem: 'not-pmtiles' | 'no-attribution' | 'tile-type' | null;
  readonly kind: 'raster' | 'vector' | null;
  readonly attribution: string | null;
}

/** `GET /api/v1/map/setup`: what the site has set, for the page of the map. */
export interface MapSetup {
  readonly tiles: { readonly origin: string; readonly attribution: string } | null;
  /** Null: no folder is set. */
  readonly archives: readonly MapArchive[] | null;
  readonly layers: readonly {
    readonly id: string;
    readonly role: string;
    readonly title: string;
    readonly attribution: string;
    readonly features: number;
    readonly bytes: number;
    readonly updatedAt: string;
  }[];
  readonly units: { readonly all: number; readonly drawn: number; readonly schematic: number };
}
