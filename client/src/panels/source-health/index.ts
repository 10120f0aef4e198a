import { definePanel } from '../../panel-kit/define-panel.tsx';
import { sourceHealthSamples } from './samples.ts';
import { selectSourceHealth } from './select.ts';
import { SourceHealthView } from './View.tsx';

export const sourceHealth = definePanel({
  id: 'source-health',
  title: (text) => text.panels.sourceHealth.title,
  emptyText: (text) => text.panels.sourceHealth.empty,
  channels: ['sources', 'recount'],
  everyMs: 1000,
  select: selectSourceHealth,
  isEmpty: ({ lines }) => lines.length === 0,
  View: SourceHealthView,
  samples: sourceHealthSamples,
});
