// The public page stays as light as the portal: preact, and of our own files none that brings more. This walks the imports
// from main.tsx over the sources.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ALLOWED_PACKAGES = new Set([
  'preact',
  'preact/hooks',
  'preact/jsx-runtime',
  '@ioc/contracts/api/open-data',
]);

function importsOf(source: string): readonly string[] {
  const withoutTypes = source.replaceAll(/^(?:import|export) type [^;]*;/gm, '');
  const statements =
    /^(?:import|export)\s[^;'"=]*?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;
  return [...withoutTypes.matchAll(statements)].map(([, from, effect, lazy]) => from ?? effect ?? lazy ?? '');
}

it('imports preact and nothing else, not even through a third file', () => {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [path.join(__dirname, 'main.tsx')];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file) || file.endsWith('.css')) continue;
    files.add(file);
    const source = readFileSync(file, 'utf8');
    if (file.endsWith('.tsx')) expect(source.startsWith('/** @jsxImportSource preact */')).toBe(true);
    for (const asked of importsOf(source)) {
      if (asked.startsWith('.')) waiting.push(path.resolve(path.dirname(file), asked));
      else packages.add(asked);
    }
  }
  expect([...packages].filter((name) => !ALLOWED_PACKAGES.has(name))).toEqual([]);
  expect(files.size).toBeGreaterThan(15);
  const page = readFileSync(path.resolve(__dirname, '../../../open.html'), 'utf8');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
  expect(existsSync(path.resolve(__dirname, '../../../public/boot.js'))).toBe(true);
});
