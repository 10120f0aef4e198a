import { clock, longMoment, metres, span } from '../../../light-kit/formats.ts';
import { firstLanguage } from '../../../light-kit/page-language.ts';
import { SHAPES, iconName } from '../frame/shapes.ts';
import { routeOf } from '../frame/route.ts';
import { stateText } from '../track/states.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

type Leaf = readonly [path: string, sentence: string];

/** Every sentence of a dictionary, functions called with a sample. */
function leaves(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, (value as (...samples: string[]) => string)('7', '7')]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

describe('the dictionaries', () => {
  it('say the same things in both languages', () => {
    expect(leaves(en).map(([path]) => path)).toEqual(leaves(vi).map(([path]) => path));
  });

  it('leave nothing unsaid', () => {
    for (const [path, sentence] of [...leaves(vi), ...leaves(en)])
      expect([path, sentence.trim()]).not.toEqual([path, '']);
  });

  it('are written in composed letters (NFC), so that fonts and searches agree', () => {
    for (const [, sentence] of leaves(vi)) expect(sentence).toBe(sentence.normalize('NFC'));
  });

  it('hold no Vietnamese sentence in English', () => {
    const vietnamese = leaves(en).filter(([, sentence]) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]/i.test(sentence));
    expect(vietnamese).toEqual([]);
  });

  it('begin in Vietnamese unless the address or an earlier choice says English', () => {
    expect([firstLanguage('', null), firstLanguage('', 'en'), firstLanguage('?lang=vi', 'en')]).toEqual([
      'vi',
      'en',
      'vi',
    ]);
    expect([firstLanguage('?lang=en', null), firstLanguage('?lang=fr', null)]).toEqual(['en', 'vi']);
  });
});

describe('numbers and moments', () => {
  it('are told on the clock of the province, wherever the phone is', () => {
    expect(clock(Date.parse('2026-03-05T20:05:00Z'), 'vi')).toBe('03:05');
    expect(longMoment('2026-03-05T20:05:00Z', 'vi')).toContain('06/03/2026');
  });

  it('use the largest unit that fits twice and never break over lines', () => {
    expect(span(95_000, 'en')).toBe('95\u00a0seconds');
    expect(span(2.6 * 86_400_000, 'en')).toBe('3\u00a0days');
    expect(span(0, 'en')).toBe('1\u00a0second');
    expect(metres(2400, 'vi')).toBe('2,4\u00a0km');
  });
});

describe('states, routes and icons', () => {
  it('reads the words of every door, and shows an unknown word as it came', () => {
    expect([stateText('in_progress', en), stateText('NEW', vi), stateText('constructor', vi)]).toEqual([
      'In progress',
      'Đã tiếp nhận',
      'constructor',
    ]);
  });

  it('finds the page and the code in an address, a broken escape included', () => {
    expect(routeOf('/report')).toEqual({ page: 'report', id: null });
    expect(routeOf('/report?id=a%20b')).toEqual({ page: 'report', id: 'a b' });
    expect(routeOf('/track/')).toEqual({ page: 'track', code: null });
    expect(routeOf('/track/QT%2D1')).toEqual({ page: 'track', code: 'QT-1' });
    expect(routeOf('/track/%E0')).toEqual({ page: 'track', code: '%E0' });
  });

  it('draws an icon by its name or by a category code, and nothing inherited', () => {
    expect([iconName('flood'), iconName('duong-hu'), iconName('toString'), iconName('')]).toEqual([
      'flood',
      'road',
      null,
      null,
    ]);
    for (const path of Object.values(SHAPES)) expect(path).toMatch(/^[MLHVCSQTAZmlhvcsqtaz\d\s.,-]+$/);
  });
});
