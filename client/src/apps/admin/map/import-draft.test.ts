import {
  EMPTY_DRAFT,
  MOST_BYTES,
  faultOf,
  importPath,
  layerIdOf,
  onLayer,
  previewKey,
} from './import-draft.ts';

const sized = (size: number) => ({ name: 'xã.geojson', size, lastModified: 1 }) as File;
const file = sized(10);
const draft = { ...EMPTY_DRAFT, attribution: '© Sở ', file };

test('a layer is called after its title, in letters that an address may hold', () => {
  expect(layerIdOf('Cầu & cống – 2026 ')).toBe('cau-cong-2026');
  expect(layerIdOf('…')).toBe('');
});

test('nothing is sent without its attribution, nor what is too large', () => {
  expect(faultOf(draft)).toBeNull();
  expect(faultOf({ ...draft, attribution: ' ' })).toBe('attribution');
  expect(faultOf({ ...draft, file: null })).toBe('file');
  expect(faultOf({ ...draft, file: sized(MOST_BYTES + 1) })).toBe('fileTooLarge');
  expect(faultOf({ ...draft, kind: 'layer', title: '' })).toBe('title');
});

test('boundaries say no layer, a layer says its own; coordinates are said when they were chosen', () => {
  expect(importPath(draft, true)).toBe(
    '/api/v1/map/imports?name=x%C3%A3.geojson&dryRun=true&kind=units&attribution=%C2%A9+S%E1%BB%9F',
  );
  const layer = { ...draft, kind: 'layer', title: 'Cầu', frame: 'EPSG:9212' } as const;
  expect(importPath(layer, false)).toContain('&role=own&layer=cau&title=C%E1%BA%A7u&frame=EPSG%3A9212');
  const old = { id: 'basemap-road', role: 'road', title: 'Đường', attribution: 'cũ' };
  const replacing = onLayer(layer, { ...old, features: 1, bytes: 1, updatedAt: '' });
  expect(importPath(replacing, false)).toContain('&role=road&layer=basemap-road&title=%C4%90%C6%B0');
  expect(replacing.attribution).toBe('© Sở ');
});

test('a preview is one of this file read in this way', () => {
  expect(previewKey(draft)).not.toBe(previewKey({ ...draft, frame: 'EPSG:9212' }));
  expect(previewKey(draft)).toBe(previewKey({ ...draft, attribution: 'another' }));
});
