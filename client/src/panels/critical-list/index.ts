import { definePanel } from '../../panel-kit/define-panel.tsx';
import { criticalListSamples } from './samples.ts';
import { selectCritical } from './select.ts';
import { CriticalListView } from './View.tsx';

export const criticalList = definePanel({
  id: 'critical-list',
  title: (text) => text.panels.criticalList.title,
  note: (text) => text.panels.criticalList.note,
  emptyText: (text) => text.panels.criticalList.empty,
  channels: ['critical'],
  resources: ['units'],
  everyMs: 500,
  atOnce: true,
  select: selectCritical,
  isEmpty: ({ lines }) => lines.length === 0,
  View: CriticalListView,
  samples: criticalListSamples,
});
