import { sampleItem, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const byKindSamples = samplesOfStates({
  latest: Array.from({ length: 40 }, (_, index) =>
    sampleItem(Math.floor(Math.sqrt(index)), { key: `mau/${index}` }),
  ),
});
