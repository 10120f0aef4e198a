import { definePanel } from '../../panel-kit/define-panel.tsx';
import { laggardsSamples } from './samples.ts';
import { selectLaggards } from './select.ts';
import { LaggardsView } from './View.tsx';

export const laggards = definePanel({
  id: 'laggards',
  title: (text) => text.panels.laggards.title,
  note: (text) => text.panels.laggards.note,
  emptyText: (text) => text.panels.laggards.empty,
  channels: ['service'],
  resources: ['units', 'targets'],
  everyMs: 1500,
  select: selectLaggards,
  isEmpty: (list) => list.length === 0,
  View: LaggardsView,
  samples: laggardsSamples,
});
