import { sampleItem, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const latestListSamples = samplesOfStates(
  { latest: Array.from({ length: 12 }, (_, index) => sampleItem(index)) },
  { units: { items: [], next: null } },
);
