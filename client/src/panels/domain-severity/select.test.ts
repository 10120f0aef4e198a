import { sampleInput } from '../../panel-kit/sample-input.ts';
import { selectDomainSeverity } from './select.ts';

test('every domain keeps its line and its worst severity comes first', () => {
  const lines = selectDomainSeverity(sampleInput({ counts: [{ key: 'now/health/critical', total: 4 }] }));
  expect(lines).toHaveLength(12);
  const health = lines.find(({ domain }) => domain === 'health');
  expect(health).toMatchObject({ total: 4 });
  expect(health?.cells[0]).toEqual({ severity: 'critical', total: 4, weight: 1 });
});
