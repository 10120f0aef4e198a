import { definePanel } from '../../panel-kit/define-panel.tsx';
import { serviceTrendSamples } from './samples.ts';
import { selectOnTimeTrend } from './select.ts';
import { ServiceTrendView } from './View.tsx';

export const serviceTrend = definePanel({
  id: 'service-trend',
  title: (text) => text.panels.serviceTrend.title,
  note: (text) => text.panels.serviceTrend.note,
  emptyText: (text) => text.panels.serviceTrend.empty,
  channels: [],
  resources: ['serviceTrend', 'targets'],
  everyMs: 5000,
  select: selectOnTimeTrend,
  isEmpty: ({ points }) => points.length < 2,
  View: ServiceTrendView,
  samples: serviceTrendSamples,
});
