// Counts the counters again (E1): every minute the newest two hours, every hour one older day, in slices that take less
// than 100 ms, with a rest after each as long as the slice took. The ledger is held against the rows themselves, its
// sums against the level below. What is wrong is put right by rows of the ledger and told: as a metric, on the channel,
// in the log and in `recount_repair`. Of several nodes one does it, under a lease.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { Metrics } from '../../metrics.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../../tokens.ts';
import { RecountRepository } from './recount.repository.ts';
import { SliceWidth } from './slice-width.ts';
import { Suspects, type Bucket } from './suspects.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RECENT_MS = 2 * HOUR_MS;
/** What is observed further ahead is quarantined. */
const AHEAD_MS = 3 * MINUTE_MS;
/** Sums take what is late within a minute, those of days long past within the rounds of the job that brings it to them. */
const PATIENCE_MS = 90_000;
const OLD_PATIENCE_MS = 45 * MINUTE_MS;
const FIRST_OLDER_MS = 10 * MINUTE_MS;
const LEASE_MS = 10 * MINUTE_MS;
/** Days in Việt Nam begin at 17:00 UTC. */
const DAY_OFFSET_MS = 7 * HOUR_MS;

interface Findings {
  drift: number;
  repaired: number;
  unaccounted: number;
  longestMs: number;
}

@Injectable()
export class Recount implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #holder = randomUUID();
  readonly #width = new SliceWidth();
  readonly #suspects = new Suspects();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #leasedAtMs = 0;
  #olderDueMs: number | null = null;
  #found: Findings & { checkedAtMs: number | null } = { ...nothing(), checkedAtMs: null };
  #repairedEver = 0;

  constructor(
    @Inject(RecountRepository) private readonly repository: RecountRepository,
    @Inject(CONFIG) private readonly config: Pick<Config, 'recount'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Metrics) metrics: Metrics,
  ) {
    metrics.gauge(
      'ioc_recount_drift',
      'Counters that differ from the rows themselves',
      () => this.#found.drift,
    );
    metrics.gauge(
      'ioc_recount_unaccounted',
      'Things counted for units nobody knows',
      () => this.#found.unaccounted,
    );
    metrics.gauge('ioc_recount_repaired', 'Counters put right by this node', () => this.#repairedEver);
    metrics.gauge('ioc_recount_slice_ms', 'Longest read of the last round', () => this.#found.longestMs);
    metrics.gauge('ioc_recount_age_ms', 'Since the last round of this node; -1: none yet', () =>
      this.#found.checkedAtMs === null ? -1 : this.clock() - this.#found.checkedAtMs,
    );
  }

  onApplicationBootstrap(): void {
    if (this.config.recount) this.#timer = setInterval(() => this.#begin(), MINUTE_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#running;
  }

  /** One round. False: another node does it. */
  async round(): Promise<boolean> {
    const lease = await this.repository.lease(this.#holder, LEASE_MS);
    if (!lease) return false;
    const nowMs = this.clock();
    this.#leasedAtMs = nowMs;
    const found = nothing();
    const fromMs = floorTo(MINUTE_MS, nowMs - RECENT_MS);
    await this.#walk(fromMs, floorTo(MINUTE_MS, nowMs + AHEAD_MS), PATIENCE_MS, found);
    const isLate = this.#olderDueMs !== null && nowMs >= this.#olderDueMs;
    const olderDay = isLate ? await this.#older(lease.olderDay, found) : null;
    if (this.#olderDueMs === null) this.#olderDueMs = nowMs + FIRST_OLDER_MS;
    else if (isLate) this.#olderDueMs = nowMs + HOUR_MS;
    this.#found = { ...found, checkedAtMs: nowMs };
    this.#repairedEver += found.repaired;
    const { drift, unaccounted, repaired, longestMs } = found;
    const checkedAt = new Date(nowMs).toISOString();
    const from = new Date(fromMs).toISOString();
    await this.repository.note({ checkedAt, from, drift, unaccounted, repaired, olderDay, longestMs });
    return true;
  }

  /** The next older day is due with the next round. */
  hurryOlder(): void {
    this.#olderDueMs = 0;
  }

  /** One round at a time: an older day may take longer than a minute. */
  #begin(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.round()
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the counters could not be counted again'))
      .finally(() => {
        this.#isRunning = false;
      });
  }

  /** Ledger and minutes by slices, then the hours and days that lie there. */
  async #walk(fromMs: number, toMs: number, patienceMs: number, found: Findings): Promise<void> {
    for (let atMs = fromMs; atMs < toMs && !this.#stopping.signal.aborted;) {
      await this.#renew();
      const endMs = Math.min(toMs, atMs + this.#width.ms);
      const [startMs, stopMs] = [atMs, endMs];
      const tookMs = await this.#timed(found, () => this.#ledger(startMs, stopMs, found));
      this.#width.learn(tookMs);
      await this.#timed(found, () => this.#sums('minute', startMs, stopMs, patienceMs, found));
      atMs = endMs;
    }
    const hours = [floorTo(HOUR_MS, fromMs), floorTo(HOUR_MS, toMs) + HOUR_MS] as const;
    await this.#timed(found, () => this.#sums('hour', ...hours, patienceMs, found));
    await this.#timed(found, () => this.#sums('unit-hour', ...hours, patienceMs, found));
    const [firstMs, lastMs] = [fromMs, toMs].map((ms) => floorTo(DAY_MS, ms + DAY_OFFSET_MS) - DAY_OFFSET_MS);
    const days = [firstMs ?? 0, (lastMs ?? 0) + DAY_MS] as const;
    await this.#timed(found, () => this.#sums('day', ...days, patienceMs, found));
    await this.#timed(found, async () => {
      found.unaccounted += await this.repository.unaccounted(fromMs, toMs);
    });
  }

  async #renew(): Promise<void> {
    if (this.clock() - this.#leasedAtMs < LEASE_MS / 4) return;
    this.#leasedAtMs = this.clock();
    await this.repository.lease(this.#holder, LEASE_MS);
  }

  async #ledger(fromMs: number, toMs: number, found: Findings): Promise<void> {
    const wrong = await this.repository.wrongMinutes(fromMs, toMs);
    if (wrong.length === 0) return;
    const figures = wrong.reduce((sum, minute) => sum + minute.figures, 0);
    found.drift += figures;
    this.logger.error({ minutes: wrong.slice(0, 20), figures }, 'the ledger differs from its rows');
    for (const { minuteMs } of wrong)
      found.repaired += await this.repository.repair(minuteMs, minuteMs + MINUTE_MS, []);
  }

  async #sums(
    level: Bucket['level'],
    fromMs: number,
    toMs: number,
    patienceMs: number,
    findings: Findings,
  ): Promise<void> {
    const found = await this.repository.wrongSums(level, fromMs, toMs);
    const wrong = this.#suspects.take({ level, found, fromMs, toMs, nowMs: this.clock(), patienceMs });
    if (wrong.length === 0) return;
    findings.drift += wrong.length;
    this.logger.error({ level, buckets: wrong.slice(0, 20) }, 'sums differ from what they sum');
    // Nothing of the ledger is touched: only the buckets are made anew, and looked at again in the next round.
    await this.repository.repair(
      fromMs,
      fromMs,
      wrong.map(({ startMs }) => startMs),
    );
    findings.repaired += wrong.length;
  }

  /** The day before the last one that was looked through; from yesterday again when the first one is reached. */
  async #older(last: string | null, found: Findings): Promise<string | null> {
    const firstMs = await this.repository.firstDayMs();
    if (firstMs === null) return null;
    const yesterdayMs = floorTo(DAY_MS, this.clock()) - DAY_MS;
    const beforeMs = last === null ? yesterdayMs : Date.parse(last) - DAY_MS;
    const dayMs = beforeMs < floorTo(DAY_MS, firstMs) ? yesterdayMs : beforeMs;
    const fromMs = Math.max(dayMs, floorTo(MINUTE_MS, firstMs));
    if (fromMs < dayMs + DAY_MS) await this.#walk(fromMs, dayMs + DAY_MS, OLD_PATIENCE_MS, found);
    // What is under suspicion is looked at again in an hour.
    const isClear = !this.#suspects.has(dayMs, dayMs + DAY_MS);
    return isClear && !this.#stopping.signal.aborted ? dayOf(dayMs) : null;
  }

  async #timed(found: Findings, work: () => Promise<void>): Promise<number> {
    const fromMs = performance.now();
    await work();
    const tookMs = performance.now() - fromMs;
    found.longestMs = Math.max(found.longestMs, tookMs);
    await delay(tookMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    return tookMs;
  }
}

const nothing = (): Findings => ({ drift: 0, repaired: 0, unaccounted: 0, longestMs: 0 });
const floorTo = (widthMs: number, atMs: number): number => Math.floor(atMs / widthMs) * widthMs;
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
