// GeoJSON or TopoJSON, told apart by their own word; coordinates are checked and rounded to about 10 cm.
import { feature as topoFeature } from 'topojson-client';
import { z } from 'zod';

export interface GeoFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

export interface GeoFile {
  /** What the file says of its own origin. */
  readonly note: string | null;
  readonly features: readonly GeoFeature[];
}

type Topology = Parameters<typeof topoFeature>[0];

const GEOMETRIES = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];
const PRECISION = 1e6;

const featureSchema = z.object({
  properties: z
    .record(z.string(), z.unknown())
    .nullable()
    .transform((properties) => properties ?? {}),
  geometry: z.object({ type: z.enum(GEOMETRIES), coordinates: z.unknown() }),
});
const collectionSchema = z.object({ note: z.string().optional(), features: z.array(z.unknown()) });

/** Throws an Error that names the feature which is wrong. */
export function parseGeoFile(text: string): GeoFile {
  const { note, features } = geoFeatures(text);
  const read = (feature: unknown, index: number): GeoFeature => {
    try {
      return geoFeatureOf(feature);
    } catch (error) {
      throw new Error(`feature ${index + 1}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  };
  return { note, features: features.map(read) };
}

/** The features unread, for who can do with the good ones alone. */
export function geoFeatures(text: string): { note: string | null; features: readonly unknown[] } {
  const json: unknown = JSON.parse(text);
  const { note = null, features } = checked(collectionSchema, isTopology(json) ? fromTopology(json) : json);
  return { note, features };
}

export function geoFeatureOf(feature: unknown): GeoFeature {
  const { properties, geometry } = checked(featureSchema, feature);
  const coordinates = roundedCoordinates(geometry.coordinates);
  return { properties, geometry: { type: geometry.type, coordinates } };
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'no feature collection' };
  throw new Error(`${path.join('.') || 'the file'}: ${message}`);
}

const isTopology = (json: unknown): json is Topology =>
  typeof json === 'object' &&
  json !== null &&
  'type' in json &&
  json.type === 'Topology' &&
  'objects' in json;

function fromTopology(topology: Topology): unknown {
  const features = Object.values(topology.objects).flatMap((object) => {
    const converted = topoFeature(topology, object);
    return converted.type === 'FeatureCollection'
      ? (converted as { features: unknown[] }).features
      : [converted];
  });
  return { features };
}

function roundedCoordinates(value: unknown): unknown {
  if (!Array.isArray(value)) throw new Error('coordinates are no list');
  if (typeof value[0] !== 'number') return value.map((part) => roundedCoordinates(part));
  const [lon, lat] = value as number[];
  const fits =
    Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon ?? 0) <= 180 && Math.abs(lat ?? 0) <= 90;
  if (!fits) throw new Error('a coordinate is not longitude and latitude');
  return [Math.round((lon ?? 0) * PRECISION) / PRECISION, Math.round((lat ?? 0) * PRECISION) / PRECISION];
}
