import { csvOf, templateOf } from './templates.ts';
import { fileFault, MAX_BYTES, uploadPath, uploadSources } from './upload-target.ts';
import type { UploadTarget } from './upload-target.ts';

const target: UploadTarget = {
  kind: 'upload',
  source: { id: 'chi-tieu', connector: 'indicators', name: 'Chỉ tiêu', nameEn: 'Indicators' },
};

test('a file goes to its source or into the registry, by its name', () => {
  expect(uploadPath(target, 'quý 3 & 4.csv', true)).toBe(
    '/api/v1/uploads?source=chi-tieu&name=qu%C3%BD+3+%26+4.csv&dryRun=true',
  );
  expect(uploadPath({ kind: 'cameras' }, 'a.csv', false)).toBe(
    '/api/v1/cameras/import?name=a.csv&dryRun=false',
  );
});

test('of a very long name the end is told, which holds the ending', () => {
  expect(uploadPath({ kind: 'cameras' }, `${'x'.repeat(400)}.csv`, true)).toMatch(/x\.csv&dryRun=true$/);
});

test('files that are empty or too large are not sent', () => {
  expect([0, 1, MAX_BYTES, MAX_BYTES + 1].map((size) => fileFault({ size }))).toEqual([
    'emptyFile',
    null,
    null,
    'tooLarge',
  ]);
});

test('only enabled sources that take files are offered', () => {
  const view = (id: string, transport: string, enabled: boolean) => ({ id, transport, enabled }) as never;
  expect(
    uploadSources([view('a', 'upload', true), view('b', 'upload', false), view('c', 'mqtt', true)]),
  ).toEqual([view('a', 'upload', true)]);
});

test('every template has a cell for each of its columns, and opens in Excel with its letters', () => {
  for (const kind of [
    target,
    { kind: 'cameras' } as const,
    { kind: 'upload', source: { ...target.source, connector: 'service-portal' } } as const,
  ]) {
    const template = templateOf(kind);
    const widths = new Set(template?.rows.map((row) => row.length));
    expect(widths.size).toBe(1);
    expect(template && csvOf(template).startsWith('\uFEFF')).toBe(true);
  }
  expect(templateOf({ kind: 'upload', source: { ...target.source, connector: 'other' } })).toBeNull();
  expect(csvOf({ name: 'a', rows: [['a;b', 'c"d']] })).toBe('\uFEFF"a;b";"c""d"\r\n');
});
