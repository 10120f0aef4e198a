// The phone's page stays light only as long as nothing heavy is imported, not even through a third file. This walks
// the imports from main.tsx over the sources: no build, no browser, a few milliseconds.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PORTAL = __dirname;
const CLIENT = path.resolve(PORTAL, '../../..');
const ALLOWED_PACKAGES = new Set(['preact', 'preact/hooks', 'preact/jsx-runtime']);

interface Graph {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** What the source files import at run time; type-only imports vanish in the build. */
function importsOf(source: string): readonly string[] {
  const withoutTypes = source.replaceAll(/^(?:import|export) type [^;]*;/gm, '');
  const statements =
    /^(?:import|export)\s[^;'"=]*?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;
  return [...withoutTypes.matchAll(statements)].map(([, from, effect, lazy]) => from ?? effect ?? lazy ?? '');
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

  it('reads the whole portal, lazy parts included, and only the portal', () => {
    expect(graph.files.size).toBeGreaterThan(35);
    expect([...graph.files].filter((file) => !file.startsWith(PORTAL))).toEqual([]);
    expect([...graph.files].some((file) => file.endsWith('CommuneMap.tsx'))).toBe(true);
  });

  it('compiles every drawing file for preact', () => {
    const drawings = [...graph.files].filter((file) => file.endsWith('.tsx'));
    const strangers = drawings.filter(
      (file) => !readFileSync(file, 'utf8').startsWith('/** @jsxImportSource preact */'),
    );
    expect(strangers).toEqual([]);
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
});
