import type { Frame } from '@ioc/contracts/stream/down';
import { frameText, partsOf } from './frame-parts.ts';

const frameOf = (rows: number, letters: number): Frame => ({
  channel: 'counts',
  scope: 'province',
  from: 1,
  to: 2,
  at: '2026-03-01T00:00:00.000Z',
  rows: Array.from({ length: rows }, (_, n) => ({ key: `${n} "${'đ'.repeat(letters)}"`, total: n })),
  gone: ['x "y"'],
  historySkipped: true,
});

describe('the text of a frame', () => {
  it.each([
    ['of few rows', 3, 1],
    ['whose rows were measured', 40, 20],
    ['in parts', 400, 300],
  ])('says what the frame holds, also when it is written again: %s', (_, rows, letters) => {
    for (const part of partsOf(frameOf(rows, letters)))
      for (const text of [frameText(part), frameText(part)]) expect(JSON.parse(text)).toEqual(part);
  });

  it('is no other where rows were measured for the parts', () => {
    const parts = partsOf(frameOf(400, 300));
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.flatMap(({ rows }) => rows)).toEqual(frameOf(400, 300).rows);
  });
});
