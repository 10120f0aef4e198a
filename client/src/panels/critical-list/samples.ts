import { sampleItem, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const criticalListSamples = samplesOfStates(
  { critical: [0, 1, 2, 3].map((index) => sampleItem(index, { severity: 'critical' })) },
  { units: { items: [], next: null } },
);
