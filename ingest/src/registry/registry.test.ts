import { Registry } from './registry.ts';
import type { AreaGeometry } from './geometry.ts';

const square = (west: number, east: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 16],
      [east, 16],
      [east, 17],
      [west, 17],
      [west, 16],
    ],
  ],
});
const unit = (
  id: string,
  validFrom: string,
  validTo: string | null,
  geometry: AreaGeometry | null,
  kind = 'ward',
) => ({
  id,
  kind,
  validFrom,
  validTo,
  geometry,
});
const registry = new Registry({
  units: [
    unit('old@2004-07-08', '2004-07-08', '2025-07-01', square(107, 108)),
    unit('new@2025-07-01', '2025-07-01', null, square(107, 108)),
    unit('44@2025-07-01', '2025-07-01', null, square(106, 109), 'province'),
  ],
  codes: [
    { unitId: 'quang-binh', code: '44', validFrom: '1989-07-01', validTo: '2025-07-01' },
    { unitId: 'quang-tri', code: '44', validFrom: '2025-07-01', validTo: null },
  ],
  assets: [
    { id: 'frigate/a', name: 'A', unitId: null, lon: 107.5, lat: 16.5, registered: true },
    { id: 'frigate/b', name: 'B', unitId: 'elsewhere', lon: 100, lat: 10, registered: true },
  ],
});
const at = (instant: string, more: object) =>
  registry.locate({ assetId: null, point: null, code: null, at: instant, ...more });

it('asks which unit stood there on the Vietnamese day, not on the day in Greenwich', () => {
  const point = [107.5, 16.5];
  expect(at('2025-06-30T16:59:59Z', { point }).unitId).toBe('old@2004-07-08');
  expect(at('2025-06-30T17:00:00Z', { point }).unitId).toBe('new@2025-07-01');
});

it('takes the device for place and unit, and the unit of the registry where no area is known', () => {
  expect(at('2026-01-01T00:00:00Z', { assetId: 'frigate/a' })).toEqual({
    lon: 107.5,
    lat: 16.5,
    unitId: 'new@2025-07-01',
  });
  expect(at('2026-01-01T00:00:00Z', { assetId: 'frigate/b' })).toEqual({
    lon: 100,
    lat: 10,
    unitId: 'elsewhere',
  });
});

it('never takes a province for the unit of a point', () => {
  expect(at('2026-01-01T00:00:00Z', { point: [108.5, 16.5] }).unitId).toBeNull();
});

it('reads a reused code by its day', () => {
  expect(registry.unitByCode('44', '2025-06-30')).toBe('quang-binh');
  expect(registry.unitByCode('44', '2025-07-01')).toBe('quang-tri');
  expect(registry.unitByCode('45', '2025-07-01')).toBeNull();
});

describe('units by name', () => {
  const name = (
    folded: string,
    unitId: string,
    kind: string,
    validFrom = '2025-07-01',
    validTo: string | null = null,
  ) => ({
    folded,
    unitId,
    kind,
    code: unitId,
    validFrom,
    validTo,
  });
  const named = new Registry({
    units: [],
    codes: [],
    assets: [],
    names: [
      name('vinh linh', '1', 'commune'),
      name('xa vinh linh', '1', 'commune'),
      name('quang tri', '2', 'ward'),
      name('quang tri', '44', 'province'),
      name('dong ha', '3', 'ward', '1989-07-01', '2025-07-01'),
      name('dong ha', '4', 'ward'),
      name('tan lap', '5', 'commune'),
      name('tan lap', '6', 'commune'),
    ],
  });
  const codes = (text: string, day = '2026-10-31') => named.unitsByName(text, day).map(({ code }) => code);

  it.each([
    ['Vĩnh Linh', ['1']],
    ['XÃ VĨNH LINH', ['1']],
    ['UBND xã Vĩnh Linh', ['1']],
    ['Phường Quảng Trị', ['2']],
    ['P. Quảng Trị', ['2']],
    ['Tỉnh Quảng Trị', ['44']],
    ['Đông  Hà', ['4']],
    ['Xã Đông Hà', []],
    ['Nơi khác', []],
    ['Quảng Trị', ['2', '44']],
    ['Xã Tân Lập', ['5', '6']],
  ])('%s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('takes the unit that bore the name on the day', () => {
    expect(codes('Đông Hà', '2025-06-30')).toEqual(['3']);
  });
});
