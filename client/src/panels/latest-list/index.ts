import { definePanel } from '../../panel-kit/define-panel.tsx';
import { latestListSamples } from './samples.ts';
import { selectLatest } from './select.ts';
import { LatestListView } from './View.tsx';

export const latestList = definePanel({
  id: 'latest-list',
  title: (text) => text.panels.latestList.title,
  emptyText: (text) => text.panels.latestList.empty,
  channels: ['latest'],
  resources: ['units'],
  everyMs: 1000,
  select: selectLatest,
  isEmpty: (lines) => lines.length === 0,
  View: LatestListView,
  samples: latestListSamples,
});
