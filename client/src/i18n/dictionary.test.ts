import { accessEn } from './access-en.ts';
import { accessVi } from './access-vi.ts';
import { alertEn } from './alert-en.ts';
import { alertVi } from './alert-vi.ts';
import { dataEn } from './data-en.ts';
import { dataVi } from './data-vi.ts';
import { directorEn } from './director-en.ts';
import { directorVi } from './director-vi.ts';
import { en } from './en.ts';
import { createFormat } from './format.ts';
import { siteMapEn } from './site-map-en.ts';
import { siteMapVi } from './site-map-vi.ts';
import { sceneEn } from './scene-en.ts';
import { sceneVi } from './scene-vi.ts';
import { ticketEn } from './ticket-en.ts';
import { ticketVi } from './ticket-vi.ts';
import { timeEn } from './time-en.ts';
import { timeVi } from './time-vi.ts';
import { vi } from './vi.ts';

const paths = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${at}.${key}`))
    : [at];

const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...words: string[]) => unknown)('1', '2', '3'))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

test('both languages have exactly the same words', () => {
  expect(paths(en).toSorted()).toEqual(paths(vi).toSorted());
  expect(paths(accessEn).toSorted()).toEqual(paths(accessVi).toSorted());
  expect(paths(dataEn).toSorted()).toEqual(paths(dataVi).toSorted());
  expect(paths(alertEn).toSorted()).toEqual(paths(alertVi).toSorted());
  expect(paths(directorEn).toSorted()).toEqual(paths(directorVi).toSorted());
  expect(paths(siteMapEn).toSorted()).toEqual(paths(siteMapVi).toSorted());
  expect(paths(sceneEn).toSorted()).toEqual(paths(sceneVi).toSorted());
  expect(paths(ticketEn).toSorted()).toEqual(paths(ticketVi).toSorted());
  expect(paths(timeEn).toSorted()).toEqual(paths(timeVi).toSorted());
});

test('no word of the screens is empty', () => {
  for (const text of [vi, en].flatMap(texts)) expect(text.trim()).not.toBe('');
});

test('all words are composed letters (NFC)', () => {
  for (const text of [
    vi,
    en,
    accessVi,
    accessEn,
    dataVi,
    dataEn,
    alertVi,
    alertEn,
    ticketVi,
    ticketEn,
    timeVi,
    timeEn,
    directorVi,
    directorEn,
    siteMapVi,
    siteMapEn,
    sceneVi,
    sceneEn,
  ].flatMap(texts)) {
    expect(text).toBe(text.normalize('NFC'));
  }
});

const at = '2026-11-21T18:05:09.000Z';

test('dates and times are Vietnamese time whatever the machine thinks', () => {
  const format = createFormat('vi', vi);
  expect(format.time(at)).toBe('01:05');
  expect(format.timeWithSeconds(at)).toBe('01:05:09');
  expect(format.date(at)).toBe('22/11/2026');
  expect(format.dateTime(at)).toBe('22/11 01:05');
  expect(format.hour(at)).toBe('01h');
  expect(format.longDate(at)).toBe('Chủ Nhật, 22/11/2026');
  expect(createFormat('en', en).longDate(at)).toBe('Sunday, 22 November 2026');
});

test('numbers follow the language', () => {
  expect(createFormat('vi', vi).number(12345.678, 1)).toBe('12.345,7');
  expect(createFormat('en', en).number(12345.678, 1)).toBe('12,345.7');
  expect(createFormat('vi', vi).percent(0.8871)).toBe('88,7%');
});

test('spans are said in their largest whole unit', () => {
  const format = createFormat('vi', vi);
  expect([59_999, 60_000, 3_600_000, 172_800_000].map((ms) => format.span(ms))).toEqual([
    '59 giây',
    '1 phút',
    '1 giờ',
    '2 ngày',
  ]);
  expect(format.ago(2000)).toBe('vừa xong');
  expect(createFormat('en', en).ago(86_400_000)).toBe('1 day ago');
});
