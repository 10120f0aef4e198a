import { daysIn, isAreas, isFigures, isOld } from './answers.ts';

it('an address asks for a length of time that is counted, else for 30 days', () => {
  expect([daysIn('?days=365'), daysIn('?days=7'), daysIn('')]).toEqual([365, 30, 30]);
});

it('what a captive portal answers is no figure', () => {
  expect([
    isFigures({}),
    isFigures(null),
    isFigures('<html>'),
    isAreas(null),
    isAreas({ units: {} }),
  ]).toEqual([false, false, false, false, false]);
});

it('figures grow old with the time since they were heard, by the clock of the server', () => {
  const asOf = '2026-11-30T00:00:00.000Z';
  const atMs = Date.parse(asOf);
  expect([
    isOld(asOf, atMs + 60_000, 0),
    isOld(asOf, atMs + 60_000, 300_000),
    isOld(asOf, atMs + 400_000, 0),
  ]).toEqual([false, true, true]);
});
