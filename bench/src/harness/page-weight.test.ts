import { filesOf } from './page-weight.ts';
import type { Manifest } from './page-weight.ts';

const MANIFEST: Manifest = {
  'wall.html': { file: 'wall.js', css: ['wall.css'], imports: ['shared'], dynamicImports: ['map'] },
  shared: { file: 'shared.js', assets: ['font-vietnamese-400.woff2', 'font-latin-ext-400-a.woff2'] },
  map: { file: 'map.js', assets: ['worker.js'], imports: ['shared'], dynamicImports: ['wall.html'] },
  stranger: { file: 'stranger.js' },
};

test('a page weighs all it imports, lazily too, its workers and the subsets it is written with, each once', () => {
  expect([...filesOf(MANIFEST, 'wall.html', { withFonts: true })].toSorted()).toEqual([
    'boot.js',
    'favicon.svg',
    'font-vietnamese-400.woff2',
    'map.js',
    'shared.js',
    'wall.css',
    'wall.html',
    'wall.js',
    'worker.js',
  ]);
});

test('a page that writes with the font of the machine weighs no font', () => {
  expect(
    [...filesOf(MANIFEST, 'shared', { withFonts: false })].filter((file) => file.endsWith('.woff2')),
  ).toEqual([]);
});

test('until somebody can use it, it weighs what it needs for that, and not what it asks for later', () => {
  const files = filesOf(MANIFEST, 'wall.html', { withFonts: false, untilInteractive: true });
  expect([...files].toSorted()).toEqual([
    'boot.js',
    'favicon.svg',
    'shared.js',
    'wall.css',
    'wall.html',
    'wall.js',
  ]);
});

test('a page that was not built is no light page', () => {
  expect(() => filesOf(MANIFEST, 'nothing.html', { withFonts: true })).toThrow('nothing.html');
});
