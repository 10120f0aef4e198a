import { definePanel } from '../../panel-kit/define-panel.tsx';
import { rankedFigures } from '../../panel-kit/ranking.ts';
import { byKindSamples } from './samples.ts';
import { selectByKind } from './select.ts';
import { ByKindView } from './View.tsx';

export const byKind = definePanel({
  id: 'by-kind',
  title: (text) => text.panels.byKind.title,
  note: (text) => text.panels.byKind.note,
  emptyText: (text) => text.panels.byKind.empty,
  channels: ['latest'],
  everyMs: 1500,
  select: selectByKind,
  isEmpty: (lines) => lines.length === 0,
  figures: (_input, lines) => rankedFigures(lines),
  View: ByKindView,
  samples: byKindSamples,
});
