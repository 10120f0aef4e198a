import { definePanel } from '../../panel-kit/define-panel.tsx';
import { publishedSamples } from './samples.ts';
import { selectPublished, totalDifference } from './select.ts';
import { PublishedView } from './View.tsx';

export const published = definePanel({
  id: 'published',
  title: (text) => text.panels.published.title,
  note: (text) => text.panels.published.note,
  emptyText: (text) => text.panels.published.empty,
  channels: [],
  resources: ['indicators'],
  everyMs: 10_000,
  select: selectPublished,
  isEmpty: (figures) => figures.length === 0,
  claims: (input) => ({ sum: { difference: totalDifference(input) }, asOf: null, sources: [] }),
  figures: (_input, figures) =>
    figures.map((figure) => ({
      key: figure.id,
      sum: figure.sumDifference === null ? null : { difference: figure.sumDifference },
      asOf: null,
      sources: [],
      citation: figure.citation,
    })),
  View: PublishedView,
  samples: publishedSamples,
});
