import { definePanel } from '../../panel-kit/define-panel.tsx';
import { recountedSum } from '../../panel-kit/recount-line.ts';
import { keyFiguresSamples } from './samples.ts';
import { selectKeyFigures } from './select.ts';
import { KeyFiguresView } from './View.tsx';

export const keyFigures = definePanel({
  id: 'key-figures',
  title: (text) => text.panels.keyFigures.title,
  channels: ['counts', 'critical', 'tickets', 'sources'],
  everyMs: 1000,
  select: selectKeyFigures,
  beside: ['recount'],
  figures: (input) =>
    (['critical', 'counts', 'tickets', 'sources'] as const).map((channel) => ({
      key: channel,
      channels: [channel],
      sum: channel === 'counts' ? recountedSum(input) : null,
      asOf: null,
      sources: null,
    })),
  View: KeyFiguresView,
  samples: keyFiguresSamples,
});
