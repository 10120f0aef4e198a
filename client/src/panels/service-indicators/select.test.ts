import { sampleInput } from '../../panel-kit/sample-input.ts';
import { sampleService, sampleServiceResources } from '../../panel-kit/sample-service.ts';
import { selectServiceSummary } from './select.ts';

test('the honest figure stands beside the flattering one, with how much it flatters', () => {
  const summary = selectServiceSummary(sampleInput({ service: sampleService() }, sampleServiceResources()));
  const rate = (name: string) => summary?.rates.find((item) => item.name === name)?.value ?? 0;
  expect(rate('onTimeClosedOnly')).toBeGreaterThan(rate('onTime'));
  expect(summary?.flattery).toBeCloseTo(rate('onTimeClosedOnly') - rate('onTime'));
});

test('an indicator without a target has no gap', () => {
  const summary = selectServiceSummary(sampleInput({ service: sampleService() }, sampleServiceResources()));
  expect(summary?.rates.find(({ name }) => name === 'digitisedRate')).toMatchObject({
    target: null,
    gap: null,
  });
});

test('before the first statement there is no summary', () => {
  expect(selectServiceSummary(sampleInput({ service: [] }))).toBeNull();
});

test('percent from the hub become ratios on the screen', () => {
  const summary = selectServiceSummary(sampleInput({ service: sampleService() }, sampleServiceResources()));
  for (const { value, target, history } of summary?.rates ?? []) {
    for (const ratio of [value, target, ...history]) expect(ratio ?? 0).toBeLessThanOrEqual(1);
  }
});
