// The phone's page stays light only as long as nothing heavy is imported, not even through a third file. This walks
// the imports from main.tsx over the sources: no build, no browser, a few milliseconds.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PORTAL = __dirname;
const CLIENT = path.resolve(PORTAL, '../../..');
const SHARED = path.join(CLIENT, 'src/light-kit');
const ALLOWED_PACKAGES = new Set(['preact', 'preact/hooks', 'preact/jsx-runtime']);

interface Graph {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** What the source files import at run time; type-only imports vanish in the build. */
function importsOf(source: string): readonly string[] {
  const withoutTypes = source.replaceAll(/^(?:import|export) type [^;]*;/gm, '');
  const statements =
    /^(?:import|export)\s[^;'"=]*?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'|new URL\('([^']+)', import\.meta/gm;
  return [...withoutTypes.matchAll(statements)].map(
    ([, from, effect, lazy, worker]) => from ?? effect ?? lazy ?? worker ?? '',
  );
}

function walk(entry: string): Graph {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file) || file.endsWith('.css')) continue;
    files.add(file);
    const source = readFileSync(file, 'utf8');
    if (source.includes('@jsxImportSource preact')) packages.add('preact/jsx-runtime');
    for (const asked of importsOf(source)) {
      if (asked.startsWith('.')) waiting.push(path.resolve(path.dirname(file), asked));
      else packages.add(asked);
    }
  }
  return { files, packages };
}

describe('the import graph of the portal', () => {
  const graph = walk(path.join(PORTAL, 'main.tsx'));

  it('holds preact and nothing else: no react, zod, deck.gl, maplibre or recharts', () => {
    expect([...graph.packages].filter((name) => !ALLOWED_PACKAGES.has(name))).toEqual([]);
    expect(graph.packages.has('preact')).toBe(true);
  });

  it('reads the whole portal, lazy parts included, and beside it what the light pages share', () => {
    expect(graph.files.size).toBeGreaterThan(50);
    const strangers = [...graph.files].filter((file) => !file.startsWith(PORTAL) && !file.startsWith(SHARED));
    expect(strangers).toEqual([]);
    expect([...graph.files].some((file) => file.endsWith('CommuneMap.tsx'))).toBe(true);
  });

  it('compiles every drawing file for preact', () => {
    const drawings = [...graph.files].filter((file) => file.endsWith('.tsx'));
    const strangers = drawings.filter(
      (file) => !readFileSync(file, 'utf8').startsWith('/** @jsxImportSource preact */'),
    );
    expect(strangers).toEqual([]);
  });

  it('uses nothing that an iPhone on iOS 12 has not got, other than behind a question', () => {
    const young =
      /\.replaceAll\(|\.at\(|\.toSorted\(|\.toReversed\(|\.findLast\(|\.matchAll\(|Object\.hasOwn\(|structuredClone\(|AbortSignal\.(?:timeout|any)\(|Promise\.(?:any|allSettled|withResolvers)\(|crypto\.(?:randomUUID|subtle)|\.arrayBuffer\(\)|style: 'unit'/;
    const found = [...graph.files].flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line, index) => `${path.relative(PORTAL, file)}:${index + 1} ${line.trim()}`)
        .filter(
          (line) =>
            young.test(line) &&
            !/^\S+ (?:\/\/|\/?\*)/.test(line) &&
            !/new Response\(\w+\)\.arrayBuffer/.test(line),
        ),
    );
    expect(found).toEqual([]);
    expect(young.test('crypto.randomUUID()')).toBe(true);
  });

  it('would report a planted breach', () => {
    expect(
      importsOf("import { z } from 'zod';\nimport type { A } from 'react';\nvoid import('maplibre-gl');"),
    ).toEqual(['zod', 'maplibre-gl']);
  });

  it('starts from report.html, which has no inline script or style to break the content security policy', () => {
    const html = readFileSync(path.join(CLIENT, 'report.html'), 'utf8');
    expect(html).toContain('src="/src/apps/portal/main.tsx"');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
    expect(existsSync(path.join(CLIENT, 'public/boot.js'))).toBe(true);
  });

  it('can be put on the home screen: the manifest names pages and pictures that are there', () => {
    const manifest = JSON.parse(readFileSync(path.join(CLIENT, 'public/report.webmanifest'), 'utf8')) as {
      start_url: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect(manifest.start_url).toBe('/report');
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src } of manifest.icons) expect(existsSync(path.join(CLIENT, 'public', src))).toBe(true);
  });
});
