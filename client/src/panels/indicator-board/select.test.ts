import { sampleInput } from '../../panel-kit/sample-input.ts';
import { sampleIndicatorValue } from './samples.ts';
import { selectBoard } from './select.ts';

const input = sampleInput(
  {},
  {
    indicatorValues: {
      items: [
        sampleIndicatorValue('yt.a', 10, 92),
        sampleIndicatorValue('yt.b', 10, 5),
        sampleIndicatorValue('yt.a', 9, 90),
        { ...sampleIndicatorValue('yt.a', 10, 1), unitCode: '19333' },
      ],
      next: null,
    },
  },
);

test('the newest period of the province stands with those before it; a commune’s value is not the province’s', () => {
  expect(selectBoard(input)).toMatchObject([
    { indicator: 'yt.a', value: 92, history: [90, 92] },
    { indicator: 'yt.b', value: 5, history: [5] },
  ]);
});

test('a scene says which and in which order; what nobody stated is left out, never zero', () => {
  const told = { ...input, options: { indicators: ['yt.b', 'yt.none', 'yt.a'] } };
  expect(selectBoard(told).map(({ indicator }) => indicator)).toEqual(['yt.b', 'yt.a']);
});
