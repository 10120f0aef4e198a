// A control without its test is a wish: every file and every test that THREATS.md names must exist.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');
const lines = readFileSync(path.join(__dirname, 'THREATS.md'), 'utf8').split('\n');
const rows = lines
  .filter((line) => /^\| [STRIDE] \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, kind = '', threat = '', control = '', test = '', left = '']) => ({
    kind,
    threat,
    control,
    test,
    left,
  }));
const filesOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);

describe('the threats', () => {
  it('are all six kinds, each with control, test and what is left', () => {
    expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(['D', 'E', 'I', 'R', 'S', 'T']);
    expect(rows.length).toBeGreaterThan(35);
    const unfinished = rows.filter(({ control, test, left }) => !filesOf(control)[0] || !test || !left);
    expect(unfinished).toEqual([]);
  });

  it('name controls that exist', () => {
    const missing = rows
      .flatMap(({ control }) => filesOf(control))
      .filter((file) => !existsSync(path.join(ROOT, file)));
    expect(missing).toEqual([]);
  });

  it('name tests that exist, by file and by name', () => {
    const named = rows.flatMap(({ test }) => test.split(' · '));
    const missing = named.filter((one) => {
      const [, file = '', name = ''] = /^`([^`]+)` "([^"]+)"$/.exec(one) ?? [];
      return !existsSync(path.join(ROOT, file)) || !hasTest(file, name);
    });
    expect(missing).toEqual([]);
  });

  it('are of packages that are locked with their hash', () => {
    const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean; optional?: boolean }>;
    };
    // Optional ones are of other machines: nobody looked at them, and nobody here installs them.
    const foreign = Object.entries(packages).filter(
      ([name, { link, optional }]) => name.includes('node_modules/') && !link && !optional,
    );
    expect(foreign.length).toBeGreaterThan(100);
    expect(foreign.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });
});

/** The name, or its beginning, stands in a line that opens a test. */
function hasTest(file: string, name: string): boolean {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return text
    .split(/\b(?:it|test)(?:\.each\([\s\S]*?\]\))?\(/)
    .some((part) => part.slice(0, 300).includes(name));
}
