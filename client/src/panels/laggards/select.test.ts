import { sampleInput } from '../../panel-kit/sample-input.ts';
import { sampleService, sampleServiceResources } from '../../panel-kit/sample-service.ts';
import { selectLaggards } from './select.ts';

const resources = sampleServiceResources();

test('laggards are below the target, the furthest first', () => {
  const list = selectLaggards(sampleInput({ service: sampleService() }, resources));
  expect(list.length).toBeGreaterThan(1);
  expect(list.every(({ gap }) => gap !== null && gap > 0)).toBe(true);
  expect(list.map(({ onTime }) => onTime)).toEqual(
    list.map(({ onTime }) => onTime).toSorted((a, b) => a - b),
  );
});

test('without a target the lowest are shown and no gap is invented', () => {
  const list = selectLaggards(
    sampleInput({ service: sampleService() }, { ...resources, targets: { items: [], next: null } }),
  );
  expect(list).toHaveLength(6);
  expect(list.every(({ gap }) => gap === null)).toBe(true);
});
