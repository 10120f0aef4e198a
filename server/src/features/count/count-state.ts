// Totals of the ledger by minute for the last 24 hours, and from them every figure of the counts channel. A change
// touches four figures; the clock takes minutes out at the end. A figure of zero has no row.
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Change, CountChange } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ViewFilter } from '../../hub/view-filter.ts';
import { localMidnightMs } from '../../registry/local-day.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** `domain/severity` → total */
type MinuteTotals = Map<string, number>;

export const windowStartMs = (atMs: number): number => floorTo(MINUTE_MS, atMs) - DAY_MS;

export class CountState implements ChannelState<CountRow> {
  version = 1;
  readonly incomplete = false;
  readonly #minutes = new Map<number, MinuteTotals>();
  readonly #rows = new Map<string, CountRow>();
  #atMs: number;

  constructor(
    private readonly units: ScopeUnits,
    private readonly includes: ViewFilter,
    loaded: readonly Omit<CountChange, 'unitId' | 'kind'>[],
    atMs: number,
  ) {
    this.#atMs = atMs;
    for (const row of loaded) this.#add(row);
  }

  apply(change: Change): void {
    if (change.topic !== 'count') return;
    for (const row of change.rows) {
      const isHere = this.units === null || (row.unitId !== null && this.units.has(row.unitId));
      if (isHere && this.includes(row.domain, row.severity)) this.#add(row);
    }
  }

  advance(atMs: number): void {
    const before = this.#atMs;
    if (atMs <= before) return;
    this.#atMs = atMs;
    if (floorTo(MINUTE_MS, before) === floorTo(MINUTE_MS, atMs)) return;
    this.#dropOldMinutes();
    this.#rebuild();
  }

  rows(): ReadonlyMap<string, CountRow> {
    return this.#rows;
  }

  #add({ observedAt, domain, severity, delta }: Omit<CountChange, 'unitId' | 'kind'>): void {
    const minuteMs = floorTo(MINUTE_MS, Date.parse(observedAt));
    if (minuteMs <= windowStartMs(this.#atMs)) return;
    const pair = `${domain}/${severity}`;
    const totals = this.#minutes.get(minuteMs) ?? new Map<string, number>();
    this.#minutes.set(minuteMs, totals);
    totals.set(pair, (totals.get(pair) ?? 0) + delta);
    for (const key of figuresOf(minuteMs, pair, this.#atMs)) this.#bump(this.#rows, key, delta);
    this.version += 1;
  }

  #bump(rows: Map<string, CountRow>, key: string, delta: number): void {
    const total = (rows.get(key)?.total ?? 0) + delta;
    if (total === 0) rows.delete(key);
    else rows.set(key, { key, total });
  }

  #dropOldMinutes(): void {
    const startMs = windowStartMs(this.#atMs);
    for (const minuteMs of this.#minutes.keys()) if (minuteMs <= startMs) this.#minutes.delete(minuteMs);
  }

  /** Once a minute all windows move; what stays equal stays the same object. */
  #rebuild(): void {
    const fresh = new Map<string, CountRow>();
    for (const [minuteMs, totals] of this.#minutes) {
      for (const [pair, total] of totals) {
        for (const key of figuresOf(minuteMs, pair, this.#atMs)) this.#bump(fresh, key, total);
      }
    }
    for (const key of this.#rows.keys()) if (!fresh.has(key)) this.#rows.delete(key);
    for (const [key, row] of fresh) if (this.#rows.get(key)?.total !== row.total) this.#rows.set(key, row);
    this.version += 1;
  }
}

/** The figures in which a thing of that minute is counted. */
function figuresOf(minuteMs: number, pair: string, atMs: number): string[] {
  const domain = pair.slice(0, pair.indexOf('/'));
  const hourMs = floorTo(HOUR_MS, minuteMs);
  const keys = [`now/${pair}`];
  if (minuteMs >= localMidnightMs(atMs)) keys.push(`today/${pair}`);
  if (isAmong(24, HOUR_MS, hourMs, atMs)) keys.push(`hour/${domain}/${bucketOf(hourMs)}`);
  if (isAmong(60, MINUTE_MS, minuteMs, atMs)) keys.push(`minute/${domain}/${bucketOf(minuteMs)}`);
  return keys;
}

/** Among the last `count` buckets, the running one included; one that lies ahead waits for its time. */
function isAmong(count: number, widthMs: number, bucketMs: number, atMs: number): boolean {
  const runningMs = floorTo(widthMs, atMs);
  return bucketMs <= runningMs && bucketMs > runningMs - count * widthMs;
}

const bucketOf = (atMs: number): string => new Date(atMs).toISOString().replace('.000Z', 'Z');

function floorTo(widthMs: number, atMs: number): number {
  return Math.floor(atMs / widthMs) * widthMs;
}
