import { sampleInput } from './sample-input.ts';
import { sampleServiceResources } from './sample-service.ts';
import { wholePoints } from './service-units.ts';

test('a sum of the first few units is no point of the trend, and a unit or two missing is no gap', () => {
  const counts = [16, 78, 77, 78];
  const sample = sampleServiceResources().serviceTrend?.points ?? [];
  const points = sample
    .slice(0, counts.length)
    .map((point, at) => Object.assign(point, { units: counts[at] }));
  const input = sampleInput({}, { serviceTrend: { unitId: null, points } });
  expect(wholePoints(input).map(({ units }) => units)).toEqual([78, 77, 78]);
});
