import { archiveLayers } from './archive-style.ts';
import { groundOf } from './archive-words.ts';
import type { MapPalette } from './palette.ts';

test.each([
  ['water', ['water', 'waterway', 'ocean', 'thuy_he', 'Sông suối', 'HO_AO', 'mat_nuoc']],
  ['green', ['landuse', 'land_cover', 'park', 'rung_phong_ho', 'cây xanh', 'su_dung_dat']],
  ['building', ['building', 'buildings', 'nha', 'cong_trinh']],
  ['road', ['transportation', 'roads', 'giao_thong', 'Đường sắt', 'duong_bo', 'quoc_lo']],
  ['other', ['boundary', 'contour', 'dia_chat', 'parking']],
  [null, ['water_name', 'transportation_name', 'place', 'pois', 'housenumber', 'earth', 'land', 'dia_danh']],
])('layers that are %s are known by their names', (ground, names) => {
  expect(names.map(groundOf)).toEqual(names.map(() => ground));
});

test('of vector tiles every layer is drawn once, areas below lines, and no two under one name', () => {
  const archive = {
    url: '/x.pmtiles',
    kind: 'vector' as const,
    attribution: '© Sở',
    minZoom: 5,
    maxZoom: 12,
    layers: ['giao_thong', 'lake_park', 'water_name', 'dia_chat', 'building'],
  };
  const layers = archiveLayers([archive, archive], {} as MapPalette, 16).filter(({ id }) =>
    id.startsWith('archive-0'),
  );
  expect(layers.map(({ id, type }) => [id, type])).toEqual([
    ['archive-0-lake_park', 'fill'],
    ['archive-0-building', 'fill'],
    ['archive-0-dia_chat-line', 'line'],
    ['archive-0-giao_thong-line', 'line'],
  ]);
});
