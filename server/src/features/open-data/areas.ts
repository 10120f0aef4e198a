// The communes of today as the public page draws them: a drawing the size of a hand needs a hundredth of the points that
// the map of the wall has. Corners are rounded to a thousandth of a degree, neighbours alike, so no gap opens between them.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { RegistryRows, UnitRow } from '../../registry/registry.repository.ts';

const DEGREES = 1_000;
type Point = readonly [number, number];

export function areasOf(
  units: readonly UnitRow[],
  geometries: RegistryRows['geometries'],
  day: string,
): {
  readonly units: GeoJsonCollection;
  readonly schematic: boolean;
  readonly attributions: readonly string[];
} {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const drawn = geometries.flatMap((outline) => {
    const unit = byId.get(outline.unitId);
    return unit && unit.kind !== 'province' && isValid(unit, day) ? [{ unit, outline }] : [];
  });
  return {
    units: {
      type: 'FeatureCollection',
      features: drawn.map(({ unit: { id, name, nameEn }, outline: { geometry } }) => ({
        type: 'Feature',
        properties: { id, name, nameEn },
        geometry: { type: geometry.type, coordinates: coarse(geometry.coordinates) },
      })),
    },
    schematic: drawn.some(({ outline }) => outline.schematic),
    attributions: [...new Set(drawn.map(({ outline }) => outline.attribution))],
  };
}

/** Rings with the points that are left when they are rounded; what becomes less than a triangle is too small to be seen. */
function coarse(coordinates: unknown): unknown {
  const list = coordinates as readonly unknown[];
  if (!isRing(list)) return list.map(coarse).filter((inner) => (inner as readonly unknown[]).length > 0);
  const points = list
    .map(([lon, lat]) => [rounded(lon), rounded(lat)] as const)
    .filter(([lon, lat], at, all) => at === 0 || lon !== all[at - 1]?.[0] || lat !== all[at - 1]?.[1]);
  return points.length < 4 ? [] : points;
}

const isRing = (list: readonly unknown[]): list is readonly Point[] =>
  Array.isArray(list[0]) && typeof list[0][0] === 'number';

const rounded = (degrees: number): number => Math.round(degrees * DEGREES) / DEGREES;

const isValid = (unit: UnitRow, day: string): boolean =>
  unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);
