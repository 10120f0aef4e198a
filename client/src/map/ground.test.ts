import { sampleItem } from '../panel-kit/sample-input.ts';
import { heatOf, obstaclesOf } from './ground.ts';

test('things of one square kilometre are one cell of heat with the weight of all', () => {
  const near = [107.0011, 17.0011] as [number, number];
  const { features } = heatOf([
    sampleItem(0, { severity: 'critical', point: near }),
    sampleItem(1, { severity: 'medium', point: [107.0049, 17.0049] }),
    sampleItem(2, { severity: 'medium', point: [108, 17] }),
  ]);
  expect(features.map(({ properties }) => properties.weight)).toEqual([5, 1]);
});

test('names step aside for numbers and for what matters, not for what hardly does', () => {
  const { features } = obstaclesOf(
    {
      singles: [sampleItem(0, { severity: 'critical' }), sampleItem(1, { severity: 'info' })],
      clusters: [{ items: [], worst: 'low', point: [107, 17] }],
      alerts: [],
    },
    10,
  );
  expect(features.map(({ properties }) => properties.px)).toEqual([20, 24]);
});
