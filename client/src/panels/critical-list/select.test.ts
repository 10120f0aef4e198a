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
  const critical = Array.from({ length: 34 }, (_, index) =>
    sampleItem(index * 5, { key: `k${index}`, title: `Vụ ${index}` }),
  );
  expect(selectCritical(sampleInput({ critical })).hidden).toBe(4);
});

test('what is said again of the same place is one line that counts, newest first', () => {
  const same = {
    domain: 'cyber-security' as const,
    title: 'LOCAL TROJAN loader download',
    unitId: null,
    assetId: null,
  };
  const critical = [
    sampleItem(0, { key: 'landslide', title: 'Sạt lở đất', observedAt: at(20) }),
    sampleItem(5, { ...same, key: 'first', observedAt: at(50) }),
    sampleItem(10, { ...same, key: 'second', observedAt: at(10) }),
    sampleItem(15, { ...same, key: 'elsewhere', unitId: 'u1', observedAt: at(60) }),
  ];
  const { lines, hidden } = selectCritical(sampleInput({ critical }));
  expect(lines.map(({ key, times }) => `${key} ${times}`)).toEqual([
    'second 2',
    'landslide 1',
    'elsewhere 1',
  ]);
  expect(hidden).toBe(0);
});
