import { sampleInput, sampleItem } from '../../panel-kit/sample-input.ts';
import { selectByUnit } from './select.ts';

test('units stand by how much lies in them, each with its worst', () => {
  const map = [
    sampleItem(0, { key: 'a', unitId: 'u1', severity: 'low' }),
    sampleItem(1, { key: 'b', unitId: 'u2', severity: 'info' }),
    sampleItem(2, { key: 'c', unitId: 'u1', severity: 'high' }),
    sampleItem(3, { key: 'd', unitId: null, severity: 'info' }),
  ];
  expect(selectByUnit(sampleInput({ map }))).toMatchObject([
    { key: 'u1', times: 2, worst: 'high', weight: 1 },
    { key: '', name: null, times: 1, weight: 0.5 },
    { key: 'u2', times: 1 },
  ]);
});
