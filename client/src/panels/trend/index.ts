import { definePanel } from '../../panel-kit/define-panel.tsx';
import { trendSamples } from './samples.ts';
import { selectTrend } from './select.ts';
import { TrendView } from './View.tsx';

export const trend = definePanel({
  id: 'trend',
  title: (text) => text.panels.trend.title,
  note: (text) => text.panels.trend.byHour,
  emptyText: (text) => text.panels.trend.empty,
  channels: ['counts'],
  everyMs: 1500,
  select: selectTrend,
  isEmpty: ({ total }) => total === 0,
  View: TrendView,
  samples: trendSamples,
});
