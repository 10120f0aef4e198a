import { indicatorBoard } from './indicator-board/index.ts';
import { serviceUnitsPanel } from './service-units/index.ts';
import type { Panel } from '../panel-kit/define-panel.tsx';
import { figureMarks } from '../panel-kit/figure-marks.ts';
import { judgeFigures } from '../panel-kit/judge-figures.ts';

function judgedLive(panel: Panel) {
  const input = panel.samples.find(({ name }) => name === 'live')!.input;
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
      sources: [],
      rejectedAtOpening: 0,
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
