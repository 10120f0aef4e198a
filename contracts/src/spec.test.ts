// A rule that no test names is a wish. Named it is by a title that begins with its number or says it in brackets.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const FOLDERS = ['contracts', 'migrations', 'ingest', 'server', 'client', 'e2e'];
const TEST_FILE = /\.(?:test|spec)\.tsx?$/;
/** Their numbers are those of threats. */
const ATTACKS = path.join('server', 'src', 'attacks');

const testFiles = (): string[] =>
  FOLDERS.flatMap((folder) => {
    const sources = path.join(ROOT, folder, 'src');
    return readdirSync(sources, { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(sources, file),
    );
  }).filter((file) => TEST_FILE.test(file) && !file.includes(ATTACKS));

/** `(S3)`, `(D3, S16)`, `'M1 two words …'`. */
function rulesNamedIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const inBrackets = [...text.matchAll(/\(([A-Z][0-9.]+(?:, [A-Z][0-9.]+)*)\)/g)];
  const atTheHead = [...text.matchAll(/\b(?:it|test)\('([A-Z][0-9.]+) /g)];
  return [...inBrackets, ...atTheHead].flatMap(([, names = '']) => names.split(', '));
}

it('every rule of the specification is named by a test', () => {
  const spec = readFileSync(path.join(ROOT, 'contracts/SPEC.md'), 'utf8');
  const rules = [...spec.matchAll(/^- \*\*([A-Z][0-9.]+)\*\*/gm)].map(([, rule = '']) => rule);
  expect(rules.length).toBeGreaterThan(40);
  const named = new Set(testFiles().flatMap(rulesNamedIn));
  expect(rules.filter((rule) => !named.has(rule))).toEqual([]);
});
