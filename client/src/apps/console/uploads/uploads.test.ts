import { dataVi } from '../../../i18n/data-vi.ts';
import { createFormat } from '../../../i18n/format.ts';
import { vi } from '../../../i18n/vi.ts';
import { cellWords, columnName, columnsOf } from './first-rows.ts';
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

test('the day that somebody says goes with a file of figures', () => {
  expect(uploadPath(target, 'a.csv', true, '2026-10-31')).toMatch(/&asOf=2026-10-31$/);
  expect(uploadPath({ kind: 'cameras' }, 'a.csv', true, '2026-10-31')).not.toContain('asOf');
});

test('the first rows are told in an order, under names, and as figures and days are written', () => {
  const row = {
    asOf: '2026-03-14T00:00:00+07:00',
    level: '*',
    place: 'sheet II.06, row 8',
    received: '1097',
  };
  const reader = {
    text: dataVi.uploads,
    format: createFormat('vi', vi),
    language: 'vi' as const,
    unitWords: (value: string) => (value === '1@2025-07-01' ? 'Xã Một (1)' : undefined),
  };
  const columns = columnsOf([row, { odd: 'x' }], dataVi.uploads.columns);
  expect(columns).toEqual(['place', 'level', 'asOf', 'received', 'odd']);
  expect(columns.map((column) => columnName(column, dataVi.uploads.columns)).slice(3)).toEqual([
    'Tiếp nhận',
    'odd',
  ]);
  expect(
    columns.slice(0, 4).map((column) => cellWords(column, row[column as keyof typeof row], reader)),
  ).toEqual(['trang II.06, hàng 8', 'tất cả', '14/03/2026', '1.097']);
  expect(
    ['92.83 điểm', '1250 tỷ đồng', '-3', '1e21 đồng'].map((value) => cellWords('value', value, reader)),
  ).toEqual(['92,83 điểm', '1.250 tỷ đồng', '-3', '1e21 đồng']);
  expect(cellWords('period', '2025-12-15 – 2026-03-14', reader)).toBe('15/12/2025 – 14/03/2026');
  expect(
    ['1@2025-07-01', 'old@1989-07-01', '19333', 'Đông Hà (19333)'].map((unit) =>
      cellWords('unit', unit, reader),
    ),
  ).toEqual(['Xã Một (1)', 'old', '19333', 'Đông Hà (19333)']);
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
