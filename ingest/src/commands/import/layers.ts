import type { GeoFeature, GeoFile } from './geo-file.ts';

export const LAYER_ROLES = ['land', 'neighbour', 'outline', 'island', 'road', 'river'] as const;
export type LayerRole = (typeof LAYER_ROLES)[number];

export interface LayerRow {
  readonly id: string;
  readonly role: LayerRole;
  readonly title: string;
  readonly geojson: object;
  readonly attribution: string;
}

export interface LayerOptions {
  /** File name without folder and ending. */
  readonly name: string;
  readonly role: LayerRole | null;
  readonly title: string | null;
  readonly attribution: string | null;
}

/** A file of one role is one layer; a file whose features name their `layer` becomes one layer a role. */
export function layersOf({ features, note }: GeoFile, options: LayerOptions): LayerRow[] {
  const byRole = new Map<LayerRole, GeoFeature[]>();
  features.forEach((feature, index) => {
    const role = options.role ?? roleOf(feature);
    if (!role) throw new Error(`feature ${index + 1}: it names no layer, and --role is not given`);
    byRole.set(role, [...(byRole.get(role) ?? []), feature]);
  });
  return [...byRole].map(([role, members]) => ({
    id: options.role ? options.name : `${options.name}-${role}`,
    role,
    title: options.title ?? options.name,
    geojson: {
      type: 'FeatureCollection',
      features: members.map((member) => ({ type: 'Feature', ...member })),
    },
    attribution: options.attribution ?? note ?? '',
  }));
}

/** The words of base maps; labels travel with what they name, and the map tells them apart by being points. */
function roleOf({ properties }: GeoFeature): LayerRole | null {
  switch (properties['layer']) {
    case 'province':
      return properties['home'] === true ? 'outline' : 'neighbour';
    case 'country-label':
      return 'land';
    case 'island-label':
    case 'sea-label':
      return 'island';
    default:
      return LAYER_ROLES.find((role) => role === properties['layer']) ?? null;
  }
}
