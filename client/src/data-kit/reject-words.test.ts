import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rejectWords } from './reject-words.ts';

const INGEST = path.join(__dirname, '../../../ingest/src');
/** What stands in a template's holes in place of what only the run knows. */
const HOLE = /\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g;

const PIECE = /'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;

/** Each sentence of `new Reject(reason, …)` and `row.reject(key, …)` in the source of ingest. */
function sentences(): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync(INGEST, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts') || entry.endsWith('.test.ts') || entry.startsWith('testing')) continue;
    const source = readFileSync(path.join(INGEST, entry), 'utf8');
    // A long sentence is several pieces with a plus between them.
    const calls =
      /(?:new Reject|\.reject)\(\s*[^,'`]*(?:'[a-z-]+')?,\s*((?:\s*\+?\s*(?:'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))+)/g;
    for (const [, pieces = ''] of source.matchAll(calls)) {
      const told = [...pieces.matchAll(PIECE)].map(
        ([, plain, template = '']) => plain ?? template.replace(HOLE, '7'),
      );
      const sentence = told.join('');
      // "place: sentence", both put in: the sentence is found where it is said.
      if (sentence && !/^[\d\s:,column]+$/.test(sentence)) found.add(sentence);
    }
  }
  return [...found];
}

test('every sentence with which ingest refuses something has Vietnamese words', () => {
  const all = sentences();
  expect(all.length).toBeGreaterThan(80);
  const same = all.filter((sentence) =>
    rejectWords(sentence, 'vi').endsWith(sentence.slice(sentence.indexOf(': ') + 1).trim()),
  );
  // A test's own word, which no data officer meets.
  expect(same.filter((sentence) => sentence !== 'nobody’s')).toEqual([]);
});

test.each([
  [
    'after.camera: expected string; after.id: too big',
    'after.camera: cần chữ; after.id: quá lớn hoặc quá dài',
  ],
  ['row 12, column Tổng số: a number is expected', 'hàng 12, cột Tổng số: Cần một số.'],
  ['message: expected object', 'bản tin: cần một đối tượng'],
  [
    'several units go by this name: write the code instead (19471, 19472)',
    'Nhiều đơn vị cùng tên này: hãy ghi mã (19471, 19472).',
  ],
])('“%s” is said in Vietnamese', (sentence, words) => {
  expect(rejectWords(sentence, 'vi')).toBe(words);
});

test('English readers see the sentence as it was said, and so does everybody where it is not known', () => {
  expect(rejectWords('the file is empty', 'en')).toBe('the file is empty');
  expect(rejectWords('something nobody translated', 'vi')).toBe('something nobody translated');
});
