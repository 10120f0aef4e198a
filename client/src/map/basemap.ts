// What the server knows of the ground, sorted by how it is drawn: areas by role, lines by role, and every name as a
// point of its own (labels on polygons repeat at tile edges). Pure, so that it can be tested without a canvas.
import type { GeoJsonCollection, MapData, MapTiles } from '@ioc/contracts/api/site';
import { boundsOf, isPosition, middleOf } from './geometry.ts';
import type { Bounds, Feature, Position } from './geometry.ts';

/** Roles of the ground; what a site brings for itself is drawn apart. */
type Role = Exclude<MapData['layers'][number]['role'], 'own'>;
export type LabelKind = 'country' | 'sea' | 'province' | 'island' | 'urban' | 'rural';

export interface Label {
  readonly name: string;
  readonly nameEn: string;
  readonly kind: LabelKind;
  readonly point: Position;
  /** Lower is placed first. */
  readonly rank: number;
}

export interface UnitName {
  readonly name: string;
  readonly nameEn: string;
}

export interface Basemap {
  /** Commune-level units of the home province. */
  readonly units: GeoJsonCollection;
  readonly areas: Readonly<Record<Role, GeoJsonCollection>>;
  readonly lines: Readonly<Record<'road' | 'river', GeoJsonCollection>>;
  readonly labels: readonly Label[];
  /** The province itself, when the data tell which one it is. */
  readonly home: GeoJsonCollection;
  readonly homeBounds: Bounds | null;
  readonly schematic: boolean;
  readonly attributions: readonly string[];
  /** A template of `{z}`, `{x}`, `{y}`; null: the site names no shared map. */
  readonly tiles: MapTiles | null;
  readonly archives: MapData['archives'];
  /** What the site brought besides, of any kind; each layer is switched by itself. */
  readonly own: readonly OwnLayer[];
}

export interface OwnLayer {
  readonly id: string;
  readonly title: string;
  readonly features: readonly Feature[];
}

/** Rank of a name that was given as a point of its own. */
const POINT_RANK = 20;
const ROLES: readonly Role[] = ['land', 'neighbour', 'outline', 'island', 'road', 'river'];
const collection = (features: readonly Feature[]): GeoJsonCollection => ({
  type: 'FeatureCollection',
  features,
});
const isArea = ({ geometry }: Feature) => geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
const isLine = ({ geometry }: Feature) =>
  geometry.type === 'LineString' || geometry.type === 'MultiLineString';
const word = (value: unknown): string => (typeof value === 'string' ? value : '');

function pointOf(feature: Feature): Position | null {
  if (feature.geometry.type === 'Point')
    return isPosition(feature.geometry.coordinates) ? feature.geometry.coordinates : null;
  const { centre } = feature.properties;
  return isPosition(centre) ? centre : middleOf(feature);
}

function labelOf(feature: Feature, kind: LabelKind, rank: number): readonly Label[] {
  const name = word(feature.properties.name).normalize('NFC');
  const point = pointOf(feature);
  if (name === '' || point === null) return [];
  return [{ name, nameEn: word(feature.properties.nameEn) || name, kind, point, rank }];
}

const unitKind = ({ properties }: Feature): LabelKind =>
  properties.kind === 'ward' ? 'urban' : properties.kind === 'special-zone' ? 'island' : 'rural';

const NEAR_DEGREES = 0.2;
const isNear = (a: Label, b: Label) =>
  Math.hypot(a.point[0] - b.point[0], a.point[1] - b.point[1]) < NEAR_DEGREES;

/** An island is named once, although it is an island and a unit. */
const namedOnce = (labels: readonly Label[]): readonly Label[] => {
  const islands = labels.filter(({ kind, rank }) => kind === 'island' && rank === POINT_RANK);
  return labels.filter(
    (label) =>
      label.kind !== 'island' ||
      label.rank === POINT_RANK ||
      !islands.some((island) => isNear(island, label)),
  );
};

function unitLabels(units: readonly Feature[]): readonly Label[] {
  return units.flatMap((unit) => {
    const area = typeof unit.properties.areaKm2 === 'number' ? unit.properties.areaKm2 : 0;
    const kind = unitKind(unit);
    return labelOf(
      unit,
      kind,
      (kind === 'urban' ? 100 : kind === 'island' ? 90 : 200) - Math.min(80, area / 10),
    );
  });
}

function pointKind(role: Role, { properties }: Feature): LabelKind {
  const layer = word(properties.layer);
  if (layer.startsWith('sea')) return 'sea';
  if (role === 'island' || layer.startsWith('island')) return 'island';
  return layer.startsWith('country') ? 'country' : 'province';
}

/** Names given as points of their own. */
const pointLabels = (role: Role, features: readonly Feature[]): readonly Label[] =>
  features
    .filter(({ geometry }) => geometry.type === 'Point')
    .flatMap((feature) => labelOf(feature, pointKind(role, feature), POINT_RANK));

const isHome = ({ properties }: Feature) => properties.home === true || properties.kind === 'province';

/** A WMTS says matrix, row and column where MapLibre says z, y and x; the tiles are the same. */
const tileTemplate = (url: string): string =>
  url.replaceAll('{TileMatrix}', '{z}').replaceAll('{TileCol}', '{x}').replaceAll('{TileRow}', '{y}');

/** Sorts what the server sent. */
export function prepareBasemap(data: MapData): Basemap {
  const featuresOf = (role: Role) =>
    data.layers.filter((layer) => layer.role === role).flatMap(({ geojson }) => geojson.features);
  const units = data.units.features.filter((unit) => !isHome(unit) && isArea(unit));
  const areas = Object.fromEntries(
    ROLES.map((role) => [role, collection(featuresOf(role).filter((f) => isArea(f) && !isHome(f)))]),
  );
  const outlines = [
    ...featuresOf('outline'),
    ...data.units.features.filter(isHome),
    ...featuresOf('neighbour').filter(isHome),
  ];
  const home = outlines.filter(isArea).slice(0, 1);
  const neighbours = featuresOf('neighbour').filter((feature) => isArea(feature) && !isHome(feature));
  return {
    units: collection(units),
    areas: areas as Basemap['areas'],
    lines: {
      road: collection(featuresOf('road').filter(isLine)),
      river: collection(featuresOf('river').filter(isLine)),
    },
    labels: namedOnce([
      ...ROLES.flatMap((role) => pointLabels(role, featuresOf(role))),
      ...neighbours.flatMap((feature) => labelOf(feature, 'province', 40)),
      ...unitLabels(units),
    ]),
    home: collection(home),
    homeBounds: boundsOf(home.length > 0 ? home : units),
    schematic: data.schematic,
    attributions: data.attributions,
    archives: data.archives,
    own: data.layers
      .filter(({ role }) => role === 'own')
      .map(({ id, title, geojson }) => ({ id, title, features: geojson.features })),
    tiles: data.tiles && { ...data.tiles, url: tileTemplate(data.tiles.url) },
  };
}

/** The site's own layers but those that a viewer has switched off. */
export const ownGround = (own: readonly OwnLayer[], hidden: ReadonlySet<string>): GeoJsonCollection =>
  collection(own.filter(({ id }) => !hidden.has(id)).flatMap(({ features }) => features));

/** The units of the map by their ids, in the order of their names. */
export function unitNamesOf({ units }: Pick<Basemap, 'units'>): ReadonlyMap<string, UnitName> {
  const named = units.features.map(({ properties }) => {
    const name = word(properties.name).normalize('NFC');
    return [String(properties.id), { name, nameEn: word(properties.nameEn) || name }] as const;
  });
  return new Map(named.toSorted(([, a], [, b]) => a.name.localeCompare(b.name, 'vi')));
}

/** The same ground, at home on some units; null: on the whole province. */
export function homeOn(basemap: Basemap, unitIds: readonly string[] | null): Basemap {
  if (unitIds === null) return basemap;
  const own = basemap.units.features.filter(({ properties }) => unitIds.includes(String(properties.id)));
  return { ...basemap, homeBounds: boundsOf(own) ?? basemap.homeBounds };
}
