import type { ServiceRow } from '@ioc/contracts/stream/channels';
import type { ServiceIndicators } from '@ioc/contracts/service-figure';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf, valueOf } from '../../panel-kit/input.ts';
import { ratioOf, ratiosOf, wholePoints } from '../../panel-kit/service-units.ts';

type RateName = keyof ServiceIndicators;
const RATES: readonly RateName[] = [
  'onTime',
  'onTimeClosedOnly',
  'onlineRate',
  'onlinePaymentRate',
  'digitisedRate',
];
const COUNTS = ['openOverdue', 'openInTime', 'received'] as const;
type CountName = (typeof COUNTS)[number];

export interface Rate {
  readonly name: RateName;
  /** Ratio 0..1. */
  readonly value: number | null;
  /** Ratio 0..1. */
  readonly target: number | null;
  readonly citation: string | null;
  /** Value minus target, ratio. */
  readonly gap: number | null;
  readonly history: readonly number[];
}

export interface ServiceSummary {
  readonly rates: readonly Rate[];
  readonly counts: readonly {
    readonly name: CountName;
    readonly value: number | null;
    readonly history: readonly number[];
  }[];
  /** How much the closed-only figure flatters: closed-only minus honest, ratio. */
  readonly flattery: number | null;
  readonly asOf: string;
  readonly oldestAsOf: string;
  readonly periodStart: string;
  readonly periodEnd: string;
}

/** The row of the whole area: a sum, or the only unit there is. */
export function areaRow(input: PanelInput): ServiceRow | undefined {
  const rows = rowsOf(input, 'service');
  return rows.get('province') ?? (rows.size === 1 ? [...rows.values()][0] : undefined);
}

function rateOf(input: PanelInput, row: ServiceRow, name: RateName): Rate {
  const target = valueOf(input, 'targets')?.items.find(({ indicator }) => indicator === name) ?? null;
  const value = ratioOf(row.indicators[name]);
  const goal = target === null ? null : target.target / 100;
  return {
    name,
    value,
    target: goal,
    citation: target?.citation ?? null,
    gap: value === null || goal === null ? null : value - goal,
    history: wholePoints(input).flatMap((point) => ratioOf(point[name]) ?? []),
  };
}

function historyOf(input: PanelInput, name: CountName): readonly number[] {
  if (name === 'openInTime') return [];
  return wholePoints(input).map((point) => point[name]);
}

/** The area's service indicators against their targets; null before the first statement. */
export function selectServiceSummary(input: PanelInput): ServiceSummary | null {
  const row = areaRow(input);
  if (!row) return null;
  const { onTime, onTimeClosedOnly } = ratiosOf(row.indicators);
  return {
    rates: RATES.map((name) => rateOf(input, row, name)),
    counts: COUNTS.map((name) => ({
      name,
      value: row.counts[name] ?? null,
      history: historyOf(input, name),
    })),
    flattery: onTime === null || onTimeClosedOnly === null ? null : onTimeClosedOnly - onTime,
    asOf: row.asOf,
    oldestAsOf: row.oldestAsOf,
    periodStart: row.periodStart,
    periodEnd: row.periodEnd,
  };
}
