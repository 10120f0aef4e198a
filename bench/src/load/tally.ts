// What a group of listeners counted since it was last asked.
import { Latency } from '../harness/latency.ts';
import type { LiveFrame, LiveStream, Taken } from './live-stream.ts';
import type { ListenersReport } from './listeners-calls.ts';

type Crowd = Pick<ListenersReport, 'clients' | 'connected' | 'connections'>;

const NONE = {
  frames: 0,
  rows: 0,
  bytes: 0,
  changes: 0,
  gaps: 0,
  doubled: 0,
  snapshots: 0,
  skipped: 0,
  oldestMs: 0,
};

export class Tally {
  readonly countsChanges: boolean;
  latency = new Latency();
  #returning = new Latency();
  foreign = 0;
  #counts = { ...NONE };
  #heartbeat: ListenersReport['heartbeat'] = null;
  #refusals = new Map<string, number>();

  constructor(countsChanges: boolean) {
    this.countsChanges = countsChanges;
  }

  bytes(count: number): void {
    this.#counts.bytes += count;
  }

  fed(tookMs: number): void {
    this.#returning.record(0, tookMs);
  }

  refused(why: string): void {
    this.#refusals.set(why, (this.#refusals.get(why) ?? 0) + 1);
  }

  refusals(): Record<string, number> {
    return Object.fromEntries(this.#refusals);
  }

  frame(taken: Taken, frame: LiveFrame, changes: number): void {
    const counts = this.#counts;
    if (taken === 'gap') counts.gaps += 1;
    if (taken === 'doubled') counts.doubled += 1;
    if (taken === 'snapshot') counts.snapshots += 1;
    if (frame.historySkipped && taken !== 'part') counts.skipped += 1;
    counts.frames += 1;
    counts.rows += frame.rows.length;
    counts.changes += changes;
  }

  /** A heartbeat; of a plain peer also frames, and rows by themselves. */
  event(name: string, body: unknown, atMs: number): void {
    if (name === 'heartbeat') this.#heartbeat = { atMs, storing: (body as { storing: boolean }).storing };
    if (name === 'frame') this.#counts.frames += 1;
    if (name === 'row') this.#counts.rows += Array.isArray(body) ? body.length : 1;
  }

  /** Before the stream takes the frame: what it holds already is no news. */
  timeNews({ channel, rows }: LiveStream, frame: LiveFrame, atMs: number): void {
    this.#counts.oldestMs = Math.max(this.#counts.oldestMs, atMs - Date.parse(frame.at));
    if (channel !== 'critical') return;
    for (const row of frame.rows)
      if (row.observedAt !== undefined && !rows.has(row.key))
        this.latency.record(Date.parse(row.observedAt), atMs);
  }

  /** Empties it. */
  report(crowd: Crowd): ListenersReport {
    const answer: ListenersReport = {
      ...crowd,
      ...this.#counts,
      foreign: this.foreign,
      refusals: this.refusals(),
      latency: this.latency.encoded(),
      heartbeat: this.#heartbeat,
      returning: this.#returning.encoded(),
    };
    this.#counts = { ...NONE };
    this.foreign = 0;
    this.#refusals.clear();
    this.latency = new Latency();
    this.#returning = new Latency();
    return answer;
  }
}
