import { definePanel } from '../../panel-kit/define-panel.tsx';
import { serviceIndicatorsSamples } from './samples.ts';
import { areaRow, selectServiceSummary } from './select.ts';
import { ServiceIndicatorsView } from './View.tsx';

const DAY_MS = 86_400_000;

export const serviceIndicators = definePanel({
  id: 'service-indicators',
  title: (text) => text.panels.serviceIndicators.title,
  emptyText: (text) => text.panels.serviceIndicators.empty,
  channels: ['service'],
  resources: ['targets', 'serviceTrend'],
  everyMs: 1500,
  promiseMs: DAY_MS,
  select: selectServiceSummary,
  isEmpty: (summary) => summary === null,
  claims: (input) => {
    const row = areaRow(input);
    return {
      sum: row ? { difference: row.sumDifference } : null,
      asOf: row?.oldestAsOf ?? null,
      sources: null,
    };
  },
  figures: (input, summary) => {
    const row = areaRow(input);
    if (!row || !summary) return [];
    const own = {
      sum: { difference: row.sumDifference },
      asOf: row.oldestAsOf,
      sources: null,
      period: { start: row.periodStart, end: row.periodEnd },
    };
    return [
      ...summary.rates.map(({ name, citation }) => ({ ...own, key: name, citation })),
      ...summary.counts.map(({ name }) => ({ ...own, key: name })),
    ];
  },
  View: ServiceIndicatorsView,
  samples: serviceIndicatorsSamples,
});
