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

test('a target that is not to be exceeded is met below it', () => {
  const codes = ['yt.a'];
  const above = { ...input, options: { indicators: codes } };
  expect(selectBoard(above)[0]?.meetsTarget).toBe(false);
  expect(
    selectBoard({ ...above, options: { indicators: codes, lowerIsBetter: codes } })[0]?.meetsTarget,
  ).toBe(true);
});

test('a year, or what another source says, is no point of the months before', () => {
  const [newest, ...others] = [10, 9, 8].map((month) => sampleIndicatorValue('yt.a', month, month));
  const items = [newest!, { ...others[0]!, periodStart: '2025-09-01' }, { ...others[1]!, source: 'khac' }];
  const told = sampleInput({}, { indicatorValues: { items, next: null } });
  expect(selectBoard(told)[0]?.history).toEqual([10]);
});
