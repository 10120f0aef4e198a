import type { SourceRow } from '@ioc/contracts/stream/channels';
import { byUnit } from './by-unit/index.ts';
import { domainSeverity } from './domain-severity/index.ts';
import { indicatorBoard } from './indicator-board/index.ts';
import { serviceUnitsPanel } from './service-units/index.ts';
import { sourceHealth } from './source-health/index.ts';
import { sampleRecount } from './source-health/samples.ts';
import type { Panel } from '../panel-kit/define-panel.tsx';
import type { PanelInput } from '../panel-kit/input.ts';
import { figureMarks } from '../panel-kit/figure-marks.ts';
import { judgeFigures } from '../panel-kit/judge-figures.ts';
import { sampleCounts, sampleInput, sampleItem, sampleSources } from '../panel-kit/sample-input.ts';

function judgedLive(
  panel: Panel,
  others: readonly SourceRow[] = [],
  input: PanelInput = panel.samples.find(({ name }) => name === 'live')!.input,
) {
  const { claims, figures } = panel.present(input);
  return judgeFigures(figures, {
    panel,
    streams: input.streams,
    check: {
      nowMs: input.nowMs,
      freshness: input.freshness,
      claims,
      promiseMs: panel.promiseMs,
      synced: true,
      at: null,
      sources: input.streams.sources ? [...input.streams.sources.rows.values()] : others,
      rejectedAtOpening: new Map(),
    },
    provenance: { channels: panel.channels, resources: [], position: null, at: null },
    nameOf: (source) => `tên của ${source}`,
  });
}

test('an indicator that its department no longer states is marked among those it does, and tells its own day', () => {
  const judged = judgedLive(indicatorBoard);
  expect([...figureMarks(judged)]).toEqual([['yt.b', ['alive']]]);
  expect(judged.find(({ key }) => key === 'yt.b')?.provenance).toMatchObject({
    sources: ['tên của mau'],
    statedAt: '2026-08-03T09:00:00+07:00',
    period: { start: '2026-07-01', end: '2026-07-31' },
    citation: 'Số liệu mẫu',
  });
});

test('only the units whose figures do not add up are marked in the table of all', () => {
  expect([...figureMarks(judgedLive(serviceUnitsPanel))]).toEqual([
    ['mau-4', ['right']],
    ['mau-9', ['right']],
  ]);
});

const [cameras, mailbox] = sampleSources();
const sources = [
  { ...cameras!, state: 'down' },
  { ...mailbox!, state: 'live' },
] as const;
const things = [
  sampleItem(0, { key: 'a', source: cameras!.id, domain: 'traffic', unitId: 'u1' }),
  sampleItem(1, { key: 'b', source: mailbox!.id, domain: 'hotline', unitId: 'u2' }),
  sampleItem(2, { key: 'c', source: mailbox!.id, domain: 'hotline', unitId: 'u1' }),
];

test('a domain whose source is down is marked in the matrix, and its neighbours are not', () => {
  const input = sampleInput({ counts: sampleCounts(), latest: things, recount: [sampleRecount()] });
  const judged = judgedLive(domainSeverity, sources, input);
  const marks = figureMarks(judged);
  expect(marks.get('traffic')).toEqual(['complete']);
  expect(marks.has('hotline')).toBe(false);
  const hotline = judged.find(({ key }) => key === 'hotline')!;
  expect(hotline.provenance.sources).toEqual([`tên của ${mailbox!.id}`]);
  expect(hotline.findings[0]).toEqual({ name: 'right', verdict: 'pass', difference: 0, by: 'recount' });
});

test('a bar is as complete as the sources of the things it counts', () => {
  const input = sampleInput({ map: things });
  expect([...figureMarks(judgedLive(byUnit, sources, input))]).toEqual([['u1', ['complete']]]);
});

test('a line of the sources tells of its own source alone: late, unread, or not heard yet', () => {
  const judged = judgedLive(sourceHealth);
  expect([...figureMarks(judged)]).toEqual([
    ['s4', ['complete', 'alive']],
    ['s5', ['clean']],
  ]);
  const verdictsOf = (id: string) => judged.find(({ key }) => key === id)!.findings;
  expect(verdictsOf('s6')).toContainEqual(expect.objectContaining({ name: 'alive', verdict: 'unknown' }));
});

test('on a screen that hears nothing no line of the sources stands out as silent', () => {
  const silent = { fresh: false, why: 'silent', since: null } as const;
  const live = sourceHealth.samples.find(({ name }) => name === 'live')!.input;
  const judged = judgedLive(sourceHealth, [], { ...live, freshness: silent });
  expect([...figureMarks(judged).values()].flat()).not.toContain('alive');
});
