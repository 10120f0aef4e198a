import { definePanel } from '../../panel-kit/define-panel.tsx';
import { rowsOf } from '../../panel-kit/input.ts';
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
  figures: (input) =>
    [...rowsOf(input, 'sources').values()].map(({ id, state, lastReceivedAt, cadenceMs }) => ({
      key: id,
      channels: ['sources'],
      sum: null,
      asOf: lastReceivedAt,
      // On a screen that hears nothing itself no source stands out for that.
      silent: lastReceivedAt === null && input.freshness.fresh,
      // Whether that is late the hub has judged, with more patience than its cadence alone.
      promiseMs: state === 'stale' ? cadenceMs : null,
      sources: [id],
    })),
  View: SourceHealthView,
  samples: sourceHealthSamples,
});
