import { sampleInput, sampleItem, SAMPLE_NOW_MS } from '../../panel-kit/sample-input.ts';
import { selectCritical } from './select.ts';

const at = (minutes: number) => new Date(SAMPLE_NOW_MS - minutes * 60_000).toISOString();

test('open things only, newest first, with the name of their place', () => {
  const critical = [
    sampleItem(0, { key: 'old', observedAt: at(90) }),
    sampleItem(5, { key: 'new', observedAt: at(2), unitId: 'u1' }),
    sampleItem(10, { key: 'closed', closed: true }),
  ];
  const unit = { id: 'u1', code: '1', name: 'Đông Hà', nameEn: 'Dong Ha', kind: 'ward' as const };
  const units = {
    items: [{ ...unit, parentId: null, areaKm2: null, centre: null, validFrom: '2025-07-01', validTo: null }],
    next: null,
  };
  const { lines } = selectCritical(sampleInput({ critical }, { units }));
  expect(lines.map(({ key }) => key)).toEqual(['new', 'old']);
  expect(lines[0]).toMatchObject({ place: 'Đông Hà', ageMs: 120_000 });
  expect(lines[1]?.place).toBeNull();
});

test('beyond thirty the rest is counted, not dropped in silence', () => {
  const critical = Array.from({ length: 34 }, (_, index) => sampleItem(index * 5, { key: `k${index}` }));
  expect(selectCritical(sampleInput({ critical })).hidden).toBe(4);
});
