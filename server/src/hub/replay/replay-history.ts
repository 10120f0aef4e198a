// What a replay reads: where a moment stands among the writes, and what lies between two moments, in either mode.
import { Inject, Injectable } from '@nestjs/common';
import type { ClockMode } from '@ioc/contracts/stream/up';
import type { HistoryBlock, Topics } from '../../feed/history/dated-change.ts';
import { HappenedHistory } from '../../feed/history/happened-history.ts';
import { KnownHistory } from '../../feed/history/known-history.ts';
import { MomentRepository, type Known } from '../../feed/history/moment.repository.ts';

/** A place of the clock: as known, `known` moves with it; as it happened, it is what was known when the clock was set. */
export interface ReplayPoint {
  readonly atMs: number;
  readonly known: Known;
}

@Injectable()
export class ReplayHistory {
  constructor(
    @Inject(MomentRepository) private readonly moments: MomentRepository,
    @Inject(KnownHistory) private readonly known: KnownHistory,
    @Inject(HappenedHistory) private readonly happened: HappenedHistory,
  ) {}

  /** Throws MomentError. */
  async pointAt(mode: ClockMode, atMs: number, nowMs: number): Promise<ReplayPoint> {
    await this.moments.check(atMs, mode, nowMs);
    return { atMs, known: await (mode === 'known' ? this.moments.knownAt(atMs) : this.moments.newest()) };
  }

  /** What lies after `from` until `untilMs`, and the point reached by it. */
  async onwards(
    mode: ClockMode,
    from: ReplayPoint,
    untilMs: number,
    topics: Topics,
  ): Promise<{ readonly block: HistoryBlock; readonly point: ReplayPoint }> {
    if (mode === 'happened') {
      const block = await this.happened.between(from.atMs, untilMs, from.known, topics);
      return { block, point: { atMs: untilMs, known: from.known } };
    }
    const known = await this.moments.knownAt(untilMs);
    const block = await this.known.between(from.known.seq, known.seq, topics);
    return { block, point: { atMs: untilMs, known } };
  }
}
