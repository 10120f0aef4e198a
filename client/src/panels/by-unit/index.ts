import { definePanel } from '../../panel-kit/define-panel.tsx';
import { rankedFigures } from '../../panel-kit/ranking.ts';
import { byUnitSamples } from './samples.ts';
import { selectByUnit } from './select.ts';
import { ByUnitView } from './View.tsx';

export const byUnit = definePanel({
  id: 'by-unit',
  title: (text) => text.panels.byUnit.title,
  note: (text) => text.panels.byUnit.note,
  emptyText: (text) => text.panels.byUnit.empty,
  channels: ['map'],
  resources: ['units'],
  everyMs: 1500,
  select: selectByUnit,
  isEmpty: (lines) => lines.length === 0,
  figures: (_input, lines) => rankedFigures(lines),
  View: ByUnitView,
  samples: byUnitSamples,
});
