import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { PanelSample } from '../../panel-kit/define-panel.tsx';
import { sampleInput, SAMPLE_NOW_MS } from '../../panel-kit/sample-input.ts';

const LABELS: Readonly<Record<string, readonly [string, string, string, number | null]>> = {
  'yt.a': ['Bao phủ bảo hiểm y tế', 'Health insurance coverage', '%', 95],
  'yt.b': ['Ca sốt xuất huyết trong tháng', 'Dengue cases of the month', 'ca', null],
  'yt.c': ['Tiêm chủng đầy đủ trẻ dưới 1 tuổi', 'Infants fully vaccinated', '%', 95],
  'yt.d': ['Lượt khám chữa bệnh', 'Patient visits', 'lượt', null],
};

const twoDigits = (month: number) => String(month).padStart(2, '0');

/** A value of a month of 2026. */
export function sampleIndicatorValue(indicator: string, month: number, value: number): IndicatorValue {
  const [label, labelEn, valueUnit, target] = LABELS[indicator] ?? [indicator, indicator, '', null];
  return {
    source: 'mau',
    indicator,
    label,
    labelEn,
    unit: null,
    unitCode: '',
    reportedUnit: null,
    periodStart: `2026-${twoDigits(month)}-01`,
    periodEnd: new Date(Date.UTC(2026, month, 0)).toISOString().slice(0, 10),
    asOf: `2026-${twoDigits(month + 1)}-03T09:00:00+07:00`,
    value,
    valueUnit,
    target,
    partOf: null,
    citation: 'Số liệu mẫu',
    sumDifference: null,
    restated: 0,
  };
}

const months = [10, 9, 8, 7, 6].flatMap((month) => [
  sampleIndicatorValue('yt.a', month, 92 + month / 5),
  sampleIndicatorValue('yt.b', month, 30 + month * month),
  sampleIndicatorValue('yt.c', month, 80 + month * 1.4),
  sampleIndicatorValue('yt.d', month, 112_400 + month * 930),
]);
/** One of them nobody has stated since July. */
const items = months.filter(
  ({ indicator, periodStart }) => indicator !== 'yt.b' || periodStart <= '2026-07-01',
);

const silent = {
  fresh: false,
  why: 'silent',
  since: new Date(SAMPLE_NOW_MS - 420_000).toISOString(),
} as const;
const old = { indicatorValues: { items, next: null } };
const failing = { value: null, fetchedAtMs: null, error: null };

export const indicatorBoardSamples: readonly PanelSample[] = [
  { name: 'live', input: sampleInput({}, old) },
  { name: 'stale', input: sampleInput({}, old, { freshness: silent }) },
  { name: 'empty', input: sampleInput({}, { indicatorValues: { items: [], next: null } }) },
  { name: 'loading', input: { ...sampleInput({}), resources: { indicatorValues: failing } } },
  { name: 'error', input: sampleInput({}, old), broken: true },
];
