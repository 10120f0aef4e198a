import type { MapData } from '@ioc/contracts/api/site';
import type { RegistryRows, UnitRow } from '../../registry/registry.repository.ts';

/** Units valid on the day with an outline, and every layer, with each attribution once. */
export function mapDataOf(
  units: readonly UnitRow[],
  geometries: RegistryRows['geometries'],
  layers: MapData['layers'],
  day: string,
  { tiles, archives }: Pick<MapData, 'tiles' | 'archives'>,
): Omit<MapData, 'version'> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const drawn = geometries.flatMap((outline) => {
    const unit = byId.get(outline.unitId);
    return unit && isValid(unit, day) ? [{ unit, outline }] : [];
  });
  const attributions = [
    ...drawn.map(({ outline }) => outline.attribution),
    ...layers.map(({ attribution }) => attribution),
    ...(tiles ? [tiles.attribution] : []),
    ...archives.map(({ attribution }) => attribution),
  ];
  return {
    units: {
      type: 'FeatureCollection',
      features: drawn.map(({ unit, outline }) => ({
        type: 'Feature',
        properties: propertiesOf(unit, outline.schematic),
        geometry: outline.geometry,
      })),
    },
    schematic: drawn.some(({ outline }) => outline.schematic),
    layers,
    attributions: [...new Set(attributions)],
    tiles,
    archives,
  };
}

const propertiesOf = (unit: UnitRow, schematic: boolean) => ({
  id: unit.id,
  code: unit.code,
  name: unit.name,
  nameEn: unit.nameEn,
  kind: unit.kind,
  parentId: unit.parentId,
  centre: unit.lon === null || unit.lat === null ? null : [unit.lon, unit.lat],
  schematic,
});

const isValid = (unit: UnitRow, day: string): boolean =>
  unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);
