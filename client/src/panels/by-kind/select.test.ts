import { sampleInput, sampleItem } from '../../panel-kit/sample-input.ts';
import { selectByKind } from './select.ts';

test('equal words are one line, the most frequent first, with the worst of them', () => {
  const latest = [
    sampleItem(0, { key: 'a', title: 'Quét cổng', severity: 'low' }),
    sampleItem(1, { key: 'b', title: 'Mã độc', severity: 'critical' }),
    sampleItem(2, { key: 'c', title: 'Quét cổng', severity: 'high' }),
  ];
  expect(selectByKind(sampleInput({ latest }))).toMatchObject([
    { title: 'Quét cổng', times: 2, worst: 'high', weight: 1 },
    { title: 'Mã độc', times: 1, weight: 0.5 },
  ]);
});
