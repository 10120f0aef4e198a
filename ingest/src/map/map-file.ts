// The features of a GeoJSON or TopoJSON file, unread, and what it says of its coordinates.
import { feature as topoFeature } from 'topojson-client';

type Topology = Parameters<typeof topoFeature>[0];

export interface MapFile {
  readonly format: 'GeoJSON' | 'TopoJSON';
  readonly features: readonly unknown[];
  /** Name of its coordinate reference system; null: it names none. */
  readonly frameName: string | null;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined: it is JSON, but neither. Throws when it is no JSON. */
export function readMapFile(bytes: Uint8Array): MapFile | undefined {
  // A file of Windows may begin with a byte order mark, which JSON does not know; the decoder takes it away.
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isObject(json)) return undefined;
  const frameName = frameNameOf(json);
  if (json['type'] === 'Topology') {
    const features = topoFeatures(json);
    return features && { format: 'TopoJSON', features, frameName };
  }
  const features = geoFeatures(json);
  return features && { format: 'GeoJSON', features, frameName };
}

function geoFeatures(json: Json): readonly unknown[] | undefined {
  if (Array.isArray(json['features'])) return json['features'];
  if (json['type'] === 'Feature') return [json];
  if ('coordinates' in json) return [{ type: 'Feature', properties: {}, geometry: json }];
  return undefined;
}

/** What cannot be put together is a part that is none: the others stand. */
function topoFeatures(json: Json): readonly unknown[] | undefined {
  const { objects } = json;
  if (!isObject(objects)) return undefined;
  return Object.values(objects).flatMap((object) => partsOf(object).map((part) => topoPart(json, part)));
}

const partsOf = (object: unknown): readonly unknown[] =>
  isObject(object) && Array.isArray(object['geometries']) ? object['geometries'] : [object];

function topoPart(topology: Json, part: unknown): unknown {
  try {
    return topoFeature(topology as unknown as Topology, part as Topology['objects'][string]);
  } catch {
    return null;
  }
}

function frameNameOf({ crs }: Json): string | null {
  const properties = isObject(crs) ? crs['properties'] : null;
  const name = isObject(properties) ? properties['name'] : null;
  return typeof name === 'string' ? name : null;
}
