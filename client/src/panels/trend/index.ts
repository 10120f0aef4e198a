import { definePanel } from '../../panel-kit/define-panel.tsx';
import { sourcesByDomain, TELLING_CHANNELS } from '../../panel-kit/feeding-sources.ts';
import { recountedSum } from '../../panel-kit/recount-line.ts';
import { trendSamples } from './samples.ts';
import { selectTrend } from './select.ts';
import { TrendView } from './View.tsx';

export const trend = definePanel({
  id: 'trend',
  title: (text) => text.panels.trend.title,
  note: (text) => text.panels.trend.byHour,
  emptyText: (text) => text.panels.trend.empty,
  channels: ['counts'],
  beside: [...TELLING_CHANNELS, 'recount'],
  everyMs: 1500,
  select: selectTrend,
  isEmpty: ({ total }) => total === 0,
  claims: (input) => ({ sum: recountedSum(input), asOf: null, sources: null }),
  figures: (input, { keys }) => {
    const sources = sourcesByDomain(input);
    const sum = recountedSum(input);
    return keys
      .filter((key) => key !== 'other')
      .map((key) => ({ key, sum, asOf: null, sources: sources.get(key) ?? null }));
  },
  View: TrendView,
  samples: trendSamples,
});
