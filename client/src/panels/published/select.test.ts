import { publishedSamples } from './samples.ts';
import { selectPublished, totalDifference } from './select.ts';

test('a total that does not add up comes first, with both values as printed', () => {
  const input = publishedSamples[0]!.input;
  const [first] = selectPublished(input);
  expect(first).toMatchObject({ value: 2059, sumDifference: -27 });
  expect(first?.parts?.reduce((sum, part) => sum + part.value, 0)).toBe(2086);
  expect(totalDifference(input)).toBe(27);
});
