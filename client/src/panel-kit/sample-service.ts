// Sample service figures for the gallery and the tests.
import type { ServiceRow } from '@ioc/contracts/stream/channels';
import type { ServiceCounts, ServiceIndicators } from '@ioc/contracts/service-figure';
import { SAMPLE_NOW_MS } from './sample-input.ts';
import type { Resources } from './resources.ts';

const HOUR_MS = 3_600_000;
const NAMES = [
  'Đông Hà',
  'Đồng Hới',
  'Ba Đồn',
  'Khe Sanh',
  'Vĩnh Linh',
  'Hải Lăng',
  'Lao Bảo',
  'Cồn Cỏ',
  'Lệ Thuỷ',
  'Gio Linh',
];

const countsOf = (index: number): ServiceCounts => ({
  received: 1200 - index * 90,
  receivedOnline: 900 - index * 80,
  closedOnTime: 1000 - index * 85,
  closedLate: 20 + index * 4,
  openInTime: 90,
  openOverdue: 8 + index * 7,
  paidOnline: 500 - index * 45,
  digitised: 880 - index * 75,
});

function indicatorsOf(counts: ServiceCounts): ServiceIndicators {
  const {
    received = 0,
    receivedOnline = 0,
    closedOnTime = 0,
    closedLate = 0,
    openOverdue = 0,
    paidOnline = 0,
    digitised = 0,
  } = counts;
  const closed = closedOnTime + closedLate;
  return {
    onTime: (100 * closedOnTime) / (closed + openOverdue),
    onTimeClosedOnly: (100 * closedOnTime) / closed,
    onlineRate: (100 * receivedOnline) / received,
    onlinePaymentRate: (100 * paidOnline) / received,
    digitisedRate: (100 * digitised) / received,
  };
}

function rowOf(key: string, unitId: string | null, counts: ServiceCounts, hoursOld: number): ServiceRow {
  const asOf = new Date(SAMPLE_NOW_MS - hoursOld * HOUR_MS).toISOString();
  return {
    key,
    unitId,
    counts,
    indicators: indicatorsOf(counts),
    asOf,
    oldestAsOf: asOf,
    periodStart: '2026-11-01T00:00:00+07:00',
    periodEnd: '2026-11-30T23:59:59+07:00',
    sumDifference: key === 'province' ? 0 : hoursOld % 5 === 4 ? 27 : 0,
  };
}

/** The province and ten units. */
export function sampleService(): ServiceRow[] {
  const units = NAMES.map((_, index) => rowOf(`mau-${index}`, `mau-${index}`, countsOf(index), index));
  return [rowOf('province', null, { ...countsOf(0), openOverdue: 132, received: 8000 }, 1), ...units];
}

/** Units, targets and a month of history. */
export function sampleServiceResources(): Pick<Resources, 'units' | 'targets' | 'serviceTrend'> {
  const units = NAMES.map((name, index) => ({
    id: `mau-${index}`,
    code: String(index),
    name,
    kind: 'commune' as const,
    nameEn: name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('Đ', 'D').replaceAll('đ', 'd'),
    parentId: null,
    areaKm2: null,
    centre: null,
    validFrom: '2025-07-01',
    validTo: null,
  }));
  const points = Array.from({ length: 30 }, (_, day) => ({
    asOf: new Date(SAMPLE_NOW_MS - (29 - day) * 24 * HOUR_MS).toISOString(),
    units: 78,
    received: 200 + day * 4,
    openOverdue: 160 - day,
    onTime: 84 + day * 0.2,
    onTimeClosedOnly: 96,
    onlineRate: 70 + day * 0.1,
    onlinePaymentRate: 40,
    digitisedRate: 70,
  }));
  const targets = [
    { indicator: 'onTime' as const, target: 95, citation: 'mẫu' },
    { indicator: 'onlineRate' as const, target: 80, citation: 'mẫu' },
    { indicator: 'onlinePaymentRate' as const, target: 45, citation: 'mẫu' },
  ];
  return {
    units: { items: units, next: null },
    targets: { items: targets, next: null },
    serviceTrend: { unitId: null, points },
  };
}
