import {
  sampleCounts,
  sampleItem,
  sampleSources,
  sampleTicket,
  samplesOfStates,
} from '../../panel-kit/sample-input.ts';

export const keyFiguresSamples = samplesOfStates({
  counts: sampleCounts(),
  critical: [sampleItem(0), sampleItem(5, { severity: 'critical' })],
  tickets: [0, 1, 2, 3, 4, 5].map((index) => sampleTicket(index)),
  sources: sampleSources(),
});
