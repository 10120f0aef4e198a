// The columns of a camera list under the names that people give them, Vietnamese or English, brought to the import's own.
import type { Cells } from '../commands/import/columns.ts';
import { folded } from '../wire/folded.ts';

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'external id', 'camera id', 'camera', 'ma', 'ma camera', 'ma thiet bi', 'ma tren he thong'],
  source: ['source', 'vendor', 'nguon', 'nguon du lieu', 'he thong', 'hang'],
  name: ['name', 'camera name', 'ten', 'ten camera', 'ten thiet bi', 'vi tri lap dat', 'ten vi tri'],
  kind: ['kind', 'type', 'loai', 'loai thiet bi'],
  lon: ['lon', 'lng', 'long', 'longitude', 'kinh do', 'x'],
  lat: ['lat', 'latitude', 'vi do', 'y'],
  azimuthDeg: [
    'azimuth',
    'azimuth deg',
    'azimuthdeg',
    'heading',
    'bearing',
    'phuong vi',
    'goc phuong vi',
    'huong',
    'huong nhin',
  ],
  fovDeg: ['fov', 'fov deg', 'fovdeg', 'field of view', 'goc nhin', 'goc mo', 'truong nhin', 'goc quan sat'],
  unitId: ['unit id', 'unitid'],
  unitCode: ['unit code', 'unitcode', 'ma don vi', 'ma dvhc', 'ma xa', 'ma phuong', 'ma xa phuong'],
  unit: [
    'unit',
    'unit name',
    'commune',
    'ward',
    'don vi',
    'don vi hanh chinh',
    'xa',
    'phuong',
    'xa phuong',
    'xa phuong dac khu',
  ],
  unitDay: ['unit day', 'unit date', 'ngay', 'ngay cua ma', 'ma tinh den ngay'],
};
const CANONICAL = new Map(
  Object.entries(ALIASES).flatMap(([name, aliases]) => aliases.map((alias) => [alias, name])),
);
export const NEEDED_COLUMNS = ['id', 'name', 'lon', 'lat'] as const;

const NUMBERS = new Set(['lon', 'lat', 'azimuthDeg', 'fovDeg']);
const SENSORS = new Set(['sensor', 'cam bien', 'thiet bi cam bien']);

/** Columns that nobody knows are left out; of two with one meaning the first that says something stands. */
export function cameraCells(cells: Cells): Cells {
  const known: Record<string, unknown> = {};
  for (const [title, value] of Object.entries(cells)) {
    const column = CANONICAL.get(
      folded(title)
        .replaceAll(/[^a-z0-9]+/g, ' ')
        .trim(),
    );
    if (column === undefined || (known[column] ?? '') !== '') continue;
    known[column] = NUMBERS.has(column) ? withPoint(value) : value;
  }
  if (typeof known['kind'] === 'string')
    known['kind'] = SENSORS.has(folded(known['kind'])) ? 'sensor' : 'camera';
  // A column that says only "unit" may hold a code or a name; one that says which comes before it.
  if ((known['unitCode'] ?? '') === '') known['unitCode'] = known['unit'];
  return known;
}

/** 107,1 as it is written here. No coordinate or angle has thousands. */
const withPoint = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^(-?\d{1,3}),(\d+)°?$/, '$1.$2').replace(/°$/, '') : value;
