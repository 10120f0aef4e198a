// 24 hours stacked by the three busiest domains and the rest: twelve hues in one chart would be soup. The buckets are
// placed on a full grid of hours and minutes, so that an hour without events is a gap in the bars, not a missing bar.
import { DOMAINS } from '@ioc/contracts/words';
import type { Domain } from '@ioc/contracts/words';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SHOWN_DOMAINS = 3;

export type TrendKey = Domain | 'other';
interface TrendBar {
  readonly atMs: number;
  readonly total: number;
  readonly parts: Readonly<Partial<Record<TrendKey, number>>>;
}
export interface Trend {
  readonly keys: readonly TrendKey[];
  readonly hours: readonly TrendBar[];
  readonly minutes: readonly { readonly atMs: number; readonly total: number }[];
  readonly total: number;
  readonly peak: { readonly atMs: number; readonly total: number } | null;
}

type Buckets = ReadonlyMap<number, ReadonlyMap<Domain, number>>;

function bucketsOf(input: PanelInput, family: 'hour' | 'minute'): Buckets {
  const buckets = new Map<number, Map<Domain, number>>();
  for (const { key, total } of rowsOf(input, 'counts').values()) {
    const [kind, domain, bucket = ''] = key.split('/');
    const atMs = Date.parse(bucket);
    if (kind !== family || !Number.isFinite(atMs)) continue;
    const domains = buckets.get(atMs) ?? new Map<Domain, number>();
    domains.set(domain as Domain, total);
    buckets.set(atMs, domains);
  }
  return buckets;
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

function grid(nowMs: number, stepMs: number, length: number): readonly number[] {
  const last = Math.floor(nowMs / stepMs) * stepMs;
  return Array.from({ length }, (_, index) => last - (length - 1 - index) * stepMs);
}

function busiest(buckets: Buckets): readonly Domain[] {
  const total = (domain: Domain) => sum([...buckets.values()].map((domains) => domains.get(domain) ?? 0));
  return DOMAINS.filter((domain) => total(domain) > 0)
    .toSorted((a, b) => total(b) - total(a))
    .slice(0, SHOWN_DOMAINS);
}

function barOf(
  atMs: number,
  domains: ReadonlyMap<Domain, number> | undefined,
  shown: readonly Domain[],
): TrendBar {
  const total = sum(domains?.values() ?? []);
  const parts = Object.fromEntries(shown.map((domain) => [domain, domains?.get(domain) ?? 0]));
  return { atMs, total, parts: { ...parts, other: total - sum(Object.values(parts)) } };
}

/** The trend of the last day and the last hour. */
export function selectTrend(input: PanelInput): Trend {
  const byHour = bucketsOf(input, 'hour');
  const byMinute = bucketsOf(input, 'minute');
  const shown = busiest(byHour);
  const hours = grid(input.nowMs, HOUR_MS, 24).map((atMs) => barOf(atMs, byHour.get(atMs), shown));
  const minutes = grid(input.nowMs, MINUTE_MS, 60).map((atMs) => ({
    atMs,
    total: sum(byMinute.get(atMs)?.values() ?? []),
  }));
  const top = hours.toSorted((a, b) => b.total - a.total)[0];
  return {
    keys: hours.some(({ parts }) => (parts.other ?? 0) > 0) ? [...shown, 'other'] : shown,
    hours,
    minutes,
    total: sum(hours.map(({ total }) => total)),
    peak: top && top.total > 0 ? { atMs: top.atMs, total: top.total } : null,
  };
}
