import { sampleItem, samplesOfStates } from '../../panel-kit/sample-input.ts';
import { sampleServiceResources } from '../../panel-kit/sample-service.ts';

const { units } = sampleServiceResources();
const names = units.items.map(({ id }) => id);

export const byUnitSamples = samplesOfStates(
  {
    map: Array.from({ length: 60 }, (_, index) =>
      sampleItem(index, { unitId: names[Math.floor(Math.sqrt(index * 1.7)) % names.length] ?? null }),
    ),
  },
  { units },
);
