import fc from 'fast-check';
import { Reject } from '../reject.ts';
import { xlsxOf, zipOf } from '../../testing/xlsx.ts';
import type { TestSheet } from '../../testing/xlsx.ts';
import { ColumnBook } from './column-book.ts';
import { csvRows } from './csv.ts';
import { asOfInText, momentOfText } from './day-text.ts';
import { countOfText, decimalSignOf, numberOfText } from './number-text.ts';
import { periodInText, periodOfText } from './period-text.ts';
import { cellOfSerial } from './serial-day.ts';
import { readTable } from './table.ts';
import { textOfFile } from './text-file.ts';

type Key = 'unit' | 'received' | 'onTime' | 'late' | 'when';

const book = new ColumnBook<Key>(
  {
    unit: { title: 'Đơn vị', names: ['unit'] },
    received: { title: 'Số hồ sơ tiếp nhận', names: ['tiếp nhận'] },
    onTime: { title: 'Đã giải quyết đúng hạn', names: [] },
    late: { title: 'Đã giải quyết trễ hạn', names: [] },
    when: { title: 'Ngày', names: [] },
  },
  [['unit'], ['received', 'onTime', 'late']],
);
const read = (bytes: Buffer | string) => readTable<Key>(Buffer.from(bytes), book, '+07:00');
const rowsOf = (bytes: Buffer | string) =>
  read(bytes).flatMap(({ rows }) => rows.map((row) => [row.place, row.text('unit'), row.count('received')]));
const sheet = (rows: TestSheet['rows'], more: Partial<TestSheet> = {}) =>
  xlsxOf([{ name: 'Q3', rows, ...more }]);
const problem = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Reject) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'nothing';
};

describe('CSV', () => {
  it.each([
    ['semicolons', 'Đơn vị;Tiếp nhận\nXã A;12\n'],
    ['commas and CRLF', 'Đơn vị,Tiếp nhận\r\nXã A,12\r\n'],
    ['tabs', 'Đơn vị\tTiếp nhận\nXã A\t12'],
    ['a byte order mark', '\ufeffĐơn vị;Tiếp nhận\nXã A;12'],
    ['quotes', '"Đơn vị";"Tiếp nhận"\n"Xã A";"12"\n'],
    ['a comma within, semicolons between', 'Đơn vị;Tiếp nhận;Ghi chú\nXã A;12;a,b,c,d,e,f'],
    ['old line ends', 'Đơn vị;Tiếp nhận\rXã A;12\r'],
  ])('reads %s', (_, text) => {
    expect(rowsOf(text)).toEqual([['row 2', 'Xã A', 12]]);
  });

  it('reads UTF-16 by its mark, and windows-1258 where it is not UTF-8', () => {
    const text = 'Đơn vị;Tiếp nhận\nXã A;12';
    expect(rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual([['row 2', 'Xã A', 12]]);
    expect(rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual([['row 2', 'Xã A', 12]]);
    // Đ, ơ, and the tones as marks of their own: "Đơn vị" and "Tiếp nhận".
    const old = Buffer.from([0xd0, 0xf5, 0x6e, 0x20, 0x76, 0x69, 0xf2]);
    expect(textOfFile(old)).toBe('Đơn vị');
  });

  it('keeps a quoted line break and separator within their cell, and counts rows as a spreadsheet does', () => {
    expect([...csvRows('a;b\n"x;\n""y""";2\n\n3;4', ';')]).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['x;\n"y"', '2'] },
      { number: 4, cells: ['3', '4'] },
    ]);
  });

  it('tells the row of a quote that never ends', () => {
    expect(problem(() => [...csvRows('a;b\n1;"2\n3;4', ';')])).toMatch('row 2: a quote is opened');
  });

  it('finds the titles below what a report begins with, and what day it speaks of', () => {
    const text =
      'SỞ NỘI VỤ;;\nBáo cáo quý III năm 2026;;\nTính đến;31/10/2026;\nSTT;Đơn vị;Tiếp nhận\n(1);(2);(3)\n1;Xã A;12';
    expect(read(text)[0]).toMatchObject({
      asOf: '2026-10-31T00:00:00+07:00',
      period: { start: '2026-07-01', end: '2026-09-30' },
    });
    expect(rowsOf(text)).toEqual([['row 6', 'Xã A', 12]]);
  });
});

describe('XLSX', () => {
  it('reads texts, numbers, dates and percents by their styles', () => {
    const [table] = read(
      sheet([
        ['Đơn vị', 'Số hồ sơ tiếp nhận', 'Ngày'],
        ['Xã A', 1234, { c: 's="3"', inside: '<v>46326</v>' }],
        ['Xã B', '1.234', '31/10/2026'],
      ]),
    );
    expect(table?.rows.map((row) => [row.count('received'), row.day('when')])).toEqual([
      [1234, '2026-10-31'],
      [1234, '2026-10-31'],
    ]);
  });

  it('takes the stored result of a formula, and rejects the row of one that has none', () => {
    const bytes = sheet([
      ['Đơn vị', 'Tiếp nhận'],
      ['Xã A', { c: '', inside: '<f>1+1</f><v>2</v>' }],
      ['Xã B', { c: '', inside: '<f>WEBSERVICE("http://192.0.2.1")</f>' }],
      ['Xã C', { c: 't="e"', inside: '<f>A9</f><v>#REF!</v>' }],
    ]);
    const [good, unsaved, broken] = read(bytes)[0]?.rows ?? [];
    expect(good?.count('received')).toBe(2);
    expect(problem(() => unsaved?.count('received'))).toBe(
      'schema: sheet Q3, row 3, column Tiếp nhận: the cell holds a formula whose result is not stored in the file',
    );
    expect(problem(() => broken?.count('received'))).toBe(
      'schema: sheet Q3, row 4, column Tiếp nhận: the cell holds the error #REF!',
    );
  });

  it('joins titles in two rows, merged across and down', () => {
    const bytes = sheet(
      [
        ['BÁO CÁO', null, null, null],
        ['Đơn vị', 'Tiếp nhận', 'Đã giải quyết', null],
        [null, null, 'Đúng hạn', 'Trễ hạn'],
        ['Xã A', 10, 7, 3],
      ],
      { merges: ['A1:D1', 'A2:A3', 'B2:B3', 'C2:D2'] },
    );
    const [row] = read(bytes)[0]?.rows ?? [];
    expect([row?.text('unit'), row?.count('received'), row?.count('onTime'), row?.count('late')]).toEqual([
      'Xã A',
      10,
      7,
      3,
    ]);
  });

  it('fills a merged unit down its rows, and never a merged number', () => {
    const bytes = sheet(
      [
        ['Đơn vị', 'Tiếp nhận', 'Đã giải quyết đúng hạn'],
        ['Xã A', 5, 1],
        [null, null, 2],
      ],
      { merges: ['A2:A3', 'B2:B3'] },
    );
    expect(rowsOf(bytes)).toEqual([
      ['sheet Q3, row 2', 'Xã A', 5],
      ['sheet Q3, row 3', 'Xã A', null],
    ]);
  });

  it('passes hidden sheets by', () => {
    const rows = [
      ['Đơn vị', 'Tiếp nhận'],
      ['Xã A', 1],
    ];
    const bytes = xlsxOf([
      { name: 'Cũ', state: 'hidden', rows },
      { name: 'Rất cũ', state: 'veryHidden', rows },
      { name: 'Mới', rows },
    ]);
    expect(rowsOf(bytes)).toEqual([['sheet Mới, row 2', 'Xã A', 1]]);
  });

  it('counts days from 1900 with its false leap day, or from 1904', () => {
    const day = (serial: number, from1904 = false) => {
      const cell = cellOfSerial(serial, from1904);
      return typeof cell === 'object' && cell.kind === 'moment' ? `${cell.day} ${cell.time}` : 'none';
    };
    expect([day(1), day(59), day(60), day(61), day(46326.75)]).toEqual([
      '1900-01-01 null',
      '1900-02-28 null',
      'none',
      '1900-03-01 null',
      '2026-10-31 18:00:00',
    ]);
    expect(day(44864, true)).toBe('2026-10-31 null');
    expect([day(-1), day(3_000_000), day(Number.NaN)]).toEqual(['none', 'none', 'none']);
  });

  it.each([
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'old Excel'],
    ['a web page', Buffer.from('<!doctype html><p>'), 'web page'],
    ['some other zip', zipOf([{ name: 'a.txt', body: 'a' }]), 'no spreadsheet'],
    ['an OpenDocument file', zipOf([{ name: 'content.xml', body: '<a/>' }]), 'OpenDocument'],
    ['half a zip', sheet([['Đơn vị', 'Tiếp nhận']]).subarray(0, 400), 'damaged'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'neither text nor'],
    ['other titles', Buffer.from('a;b\n1;2'), 'no row of column titles'],
    ['half of the titles', Buffer.from('Đơn vị;Ngày\na;b'), 'row 1: the column Số hồ sơ tiếp nhận or'],
    ['a title twice', Buffer.from('Đơn vị;Tiếp nhận;Tiếp nhận\na;1;2'), 'two columns are both read as'],
  ])('says what is wrong with %s', (_, bytes, sentence) => {
    expect(problem(() => read(bytes))).toMatch(sentence);
  });

  it('refuses a part that is not what its checksum says', () => {
    const workbook = Buffer.from('<workbook><sheets/></workbook>');
    const good = zipOf([{ name: 'xl/workbook.xml', body: workbook, stored: true }]);
    const changed = Buffer.from(good);
    changed[good.indexOf('sheets')] = 'S'.charCodeAt(0);
    expect(problem(() => read(good))).toMatch('no row of column titles');
    expect(problem(() => read(changed))).toMatch('damaged');
  });

  it('refuses a document type, where entity bombs live', () => {
    const name = 'xl/workbook.xml';
    const bomb = zipOf([{ name, body: '<!DOCTYPE a [<!ENTITY b "bb">]><workbook/>' }]);
    expect(problem(() => read(bomb))).toMatch('document type');
  });
});

describe('bounds', () => {
  const titles = 'Đơn vị;Tiếp nhận\n';
  it.each([
    ['more than 16 MB', () => Buffer.alloc(16 * 1024 * 1024 + 1, 'a'), 'are the limit'],
    ['a million rows', () => Buffer.from(titles + 'A;1\n'.repeat(1_000_000)), 'more than 50000 rows'],
    [
      'a row of separators',
      () => Buffer.from(titles + 'A;1\n'.repeat(50) + ';'.repeat(1_000_000)),
      'too many cells',
    ],
    ['201 columns', () => Buffer.from(`${titles}${'1;'.repeat(201)}`), 'more than 200 columns'],
    ['a zip bomb', () => xlsxBomb(Buffer.alloc(200 * 1024 * 1024, ' ')), 'unpacked'],
    ['a bomb of shared texts', () => xlsxBomb(Buffer.from('<si/>'.repeat(2_100_000))), 'too many texts'],
  ])('refuses %s', (_, make, sentence) => {
    expect(problem(() => read(make()))).toMatch(sentence);
  });

  it('reads as many rows as it says, and not one more', () => {
    const rows = (count: number): TestSheet['rows'] => [
      ['Đơn vị', 'Tiếp nhận'],
      ...Array.from({ length: count }, (_, n) => ['Xã A', n]),
    ];
    expect(read(sheet(rows(50_000)))[0]?.rows).toHaveLength(50_000);
    expect(problem(() => read(sheet(rows(50_001))))).toMatch('more than 50000 rows');
  }, 60_000);

  function xlsxBomb(texts: Buffer): Buffer {
    const target = (type: string, name: string) =>
      `<Relationship Id="${name}" Type="x/${type}" Target="${name}"/>`;
    return zipOf([
      { name: 'xl/workbook.xml', body: '<workbook/>' },
      { name: 'xl/_rels/workbook.xml.rels', body: target('sharedStrings', 's.xml') },
      { name: 'xl/s.xml', body: texts },
    ]);
  }
});

describe('numbers', () => {
  it.each([
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234', 1234],
    ['1\u00a0234,5', 1234.5],
    ['98,5%', 98.5],
    ['98,5 %', 98.5],
    ['15.82', 15.82],
    ['-7', -7],
    ['\u22127,25', -7.25],
    ['1.234.567', 1_234_567],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['1234.567', 1234.567],
    ['1.234', 1234],
    ['1,234', 1.234],
  ])('reads %s', (text, value) => {
    expect(numberOfText(text, null)).toMatchObject({ value });
  });

  it.each(['', 'abc', '1.2.3', '1,,2', '12.34,5', '1 23', '--1', '1e5', '0x10', '1.', '٣', '%', '1%%'])(
    'refuses %s',
    (text) => {
      expect(numberOfText(text, null)).toBeNull();
    },
  );

  it('lets the other numbers of the file tell what a lone point is', () => {
    expect(decimalSignOf(['1.234', '7', 'x'])).toBeNull();
    expect(decimalSignOf(['1.234', '92.83'])).toBe('.');
    expect(decimalSignOf(['1.234', '1.234,5'])).toBe(',');
    expect(decimalSignOf(['92.83', '15,8'])).toBe('mixed');
    expect(numberOfText('1.234', '.')).toMatchObject({ value: 1.234 });
    expect(numberOfText('1,234', '.')).toMatchObject({ value: 1234 });
    expect(numberOfText('1.234', 'mixed')).toBe('unclear');
    expect(numberOfText('92.83', 'mixed')).toMatchObject({ value: 92.83 });
  });

  it('counts whole things, whichever sign parts the thousands', () => {
    expect(['1.234', '1,234', '1 234', '12', '7,0'].map(countOfText)).toEqual([1234, 1234, 1234, 12, 7]);
    expect(['1,5', '50%', 'x', ''].map(countOfText)).toEqual([null, null, null, null]);
  });
});

it.each([
  ['2026-10-31', '2026-10-31', null],
  ['31/10/2026', '2026-10-31', null],
  ['1.2.2026', '2026-02-01', null],
  ['31-10-2026 14:30', '2026-10-31', '14:30:00'],
  ['14h30 ngày 31/10/2026', '2026-10-31', '14:30:00'],
  ['ngày 31 tháng 10 năm 2026', '2026-10-31', null],
])('reads the day %s', (text, day, time) => {
  expect(momentOfText(text)).toEqual({ kind: 'moment', day, time });
});

it.each(['31/02/2026', '10/31/2026', '2026-13-01', '31/10/26', 'hôm qua', '31/10/2026 25:00'])(
  'refuses the day %s',
  (text) => {
    expect(momentOfText(text)).toBeNull();
  },
);

it.each([
  ['Tính đến 31/10/2026', '2026-10-31'],
  ['(Số liệu tính đến hết ngày 31 tháng 10 năm 2026)', '2026-10-31'],
  ['Tính đến: 2026-10-31 00:00:00', '2026-10-31'],
  ['Từ ngày 01/10/2026 đến ngày 31/10/2026', undefined],
  ['Đông Hà, ngày 31/10/2026', undefined],
])('finds the day of a statement in "%s"', (text, day) => {
  expect(asOfInText(text)?.day).toBe(day);
});

it.each([
  ['2026', '2026-01-01', '2026-12-31'],
  ['Năm 2026', '2026-01-01', '2026-12-31'],
  ['Q3/2026', '2026-07-01', '2026-09-30'],
  ['Quý III năm 2026', '2026-07-01', '2026-09-30'],
  ['Quý 4/2026', '2026-10-01', '2026-12-31'],
  ['2026-Q1', '2026-01-01', '2026-03-31'],
  ['10/2026', '2026-10-01', '2026-10-31'],
  ['Tháng 2 năm 2028', '2028-02-01', '2028-02-29'],
  ['T10/2026', '2026-10-01', '2026-10-31'],
  ['2026-10', '2026-10-01', '2026-10-31'],
  ['6 tháng đầu năm 2026', '2026-01-01', '2026-06-30'],
  ['Từ ngày 01/10/2026 đến hết ngày 15/10/2026', '2026-10-01', '2026-10-15'],
])('reads the period %s', (text, start, end) => {
  expect(periodOfText(text)).toEqual({ start, end });
});

it.each(['13/2026', 'Q5/2026', '1826', 'tháng 10', '0/2026', 'Quý V/2026'])(
  'refuses the period %s',
  (text) => {
    expect(periodOfText(text)).toBeNull();
  },
);

it.each([
  ['BÁO CÁO TÌNH HÌNH TIẾP NHẬN THÁNG 10 NĂM 2026', '2026-10-01'],
  ['Báo cáo quý III/2026 của tỉnh', '2026-07-01'],
  ['Kết quả 9 tháng năm 2026', '2026-01-01'],
  ['Công văn 12/2026', undefined],
])('finds the period in "%s"', (text, start) => {
  expect(periodInText(text)?.start).toBe(start);
});

it('throws nothing but rejects on damaged spreadsheets (F9)', () => {
  const good = sheet([
    ['Đơn vị', 'Tiếp nhận', 'Ngày'],
    ['Xã A', 1, { c: 's="1"', inside: '<v>46326</v>' }],
  ]);
  const plain = ['xl/workbook.xml', 'xl/sharedStrings.xml', 'xl/styles.xml', 'xl/worksheets/sheet1.xml'];
  expect(plain).toHaveLength(4);
  let slowestMs = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
      (flips) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of flips) bytes[at % bytes.length] = byte;
        const startedAtMs = performance.now();
        problem(() => read(bytes).forEach(({ rows }) => rows.forEach((row) => row.raw())));
        slowestMs = Math.max(slowestMs, performance.now() - startedAtMs);
      },
    ),
    { numRuns: 2_000 },
  );
  console.info(`damaged XLSX: slowest ${slowestMs.toFixed(1)} ms`);
});
