import { check } from './checker/checker.ts';
import { markdown, mergeLines } from './report.ts';
import type { LineReport } from './report.ts';

const line = (id: string, change: Partial<LineReport> = {}): LineReport => ({
  id,
  title: `title of ${id}`,
  native: false,
  at: '2026-11-22T03:00:00Z',
  machine: {
    cpu: 'Some CPU',
    processors: 2,
    memoryGib: 24,
    platform: 'linux',
    node: 'v20',
    gitHash: 'abcdef0123456789',
    dirty: false,
  },
  before: { probeMibPerCpuSecond: 400, load1: 0.5 },
  after: { probeMibPerCpuSecond: 390, load1: 2 },
  effort: { rounds: 5, seconds: 5, samples: 10_000 },
  short: false,
  failure: null,
  result: {
    figures: [
      {
        metric: `${id} events`,
        figure: '3,000 per CPU-s',
        denominator: 'COPY 10,000 per CPU-s',
        ratio: '0.30 (0.28–0.31)',
        floor: '0.22',
        goal: '0.35',
        verdict: 'floor held',
      },
    ],
    notes: ['Engine: embedded.'],
    soundness: [check({ published: [], stored: [], counters: [] })],
    raw: null,
  },
  ...change,
});

it('puts each figure beside its denominator, floor and goal', () => {
  expect(markdown([line('a1')])).toContain(
    '| a1 events | 3,000 per CPU-s | COPY 10,000 per CPU-s | 0.30 (0.28–0.31) | 0.22 | 0.35 | floor held |',
  );
});

it('tells commit, load and CPU probe of each line, and that a run was short', () => {
  const text = markdown([line('a1', { short: true })]);
  expect(text).toContain('commit abcdef012345;');
  expect(text).toContain('load 0.5 → 2.0, CPU probe 400 → 390');
  expect(text).toContain('Short run');
});

it('tells a line that failed, without figures', () => {
  expect(markdown([line('a1', { result: null, failure: 'no database' })])).toContain(
    '**No result:** no database',
  );
});

it('replaces the lines that ran and keeps the others, in the order of the list', () => {
  const again = line('b1', { title: 'again' });
  const merged = mergeLines([line('b1'), line('a1'), line('gone')], [again], ['a1', 'a1p', 'b1']);
  expect(merged.map(({ id, title }) => `${id} ${title}`)).toEqual(['a1 title of a1', 'b1 again']);
});

it('keeps embedded and native figures apart', () => {
  const native = line('a1', { native: true });
  const merged = mergeLines([line('a1')], [native], ['a1']);
  expect(merged.map(({ native }) => native)).toEqual([false, true]);
  expect(markdown(merged)).toContain('## a1, native: title of a1');
});
