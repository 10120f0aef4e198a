import type { RegistryRepository, RegistryRows } from './registry.repository.ts';
import { UnitDirectory } from './unit-directory.ts';

const unit = (
  id: string,
  kind: string,
  parentId: string | null,
  validFrom = '2025-07-01',
  validTo: string | null = null,
) => ({
  id,
  code: id.slice(0, 2),
  kind,
  parentId,
  name: id,
  nameEn: id,
  areaKm2: null,
  lon: null,
  lat: null,
  validFrom,
  validTo,
});
const square = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];

const ROWS: RegistryRows = {
  units: [
    unit('44@1989', 'province', null, '1989-07-01', '2025-07-01'),
    unit('44@2025', 'province', null),
    unit('c1', 'commune', '44@2025'),
    unit('c2', 'commune', '44@2025'),
    unit('o1', 'commune', '44@1989', '1989-07-01', '2025-07-01'),
    unit('o2', 'commune', '44@1989', '1989-07-01', '2025-07-01'),
  ],
  lineage: [
    { fromId: 'o1', toId: 'c1', kind: 'merge' },
    { fromId: 'o2', toId: 'c1', kind: 'split' },
    { fromId: 'o2', toId: 'c2', kind: 'split' },
  ],
  members: [
    { groupId: 'town', unitId: 'c1' },
    { groupId: 'town', unitId: 'c2' },
  ],
  geometries: [
    {
      unitId: '44@2025',
      geometry: { type: 'MultiPolygon', coordinates: [square(0, 0, 10, 10)] },
      schematic: false,
      attribution: '',
    },
    {
      unitId: 'c1',
      geometry: { type: 'Polygon', coordinates: [...square(0, 0, 5, 10), ...square(1, 1, 2, 2)] },
      schematic: true,
      attribution: '',
    },
  ],
};

describe('the directory of units', () => {
  const directory = new UnitDirectory({} as RegistryRepository);
  directory.use(ROWS);

  it('finds the province of a code by the day: codes were reused', () => {
    expect(directory.province('44', '2020-01-01')?.id).toBe('44@1989');
    expect(directory.province('44', '2025-07-01')?.id).toBe('44@2025');
    expect(directory.province('45', '2025-07-01')).toBeNull();
  });

  it('sums a unit with what lies in it and what it came from, split units left out', () => {
    expect([...(directory.scopeUnits('unit:c1') ?? [])].sort()).toEqual(['c1', 'o1']);
    expect([...(directory.scopeUnits('group:town') ?? [])].sort()).toEqual(['c1', 'c2', 'o1']);
    expect([...(directory.scopeUnits('unit:44@2025') ?? [])].sort()).toEqual(['44@2025', 'c1', 'c2', 'o1']);
    expect(directory.scopeUnits('province')).toBeNull();
    expect(directory.scopeUnits('unit:none')).toBeUndefined();
  });

  it('knows which unit a point lies in: the commune before the province, holes left out', () => {
    expect(directory.unitAt(3, 3, '2026-01-01')?.id).toBe('c1');
    expect(directory.unitAt(1.5, 1.5, '2026-01-01')?.id).toBe('44@2025');
    expect(directory.unitAt(8, 3, '2026-01-01')?.id).toBe('44@2025');
    expect(directory.unitAt(20, 3, '2026-01-01')).toBeNull();
  });
});
