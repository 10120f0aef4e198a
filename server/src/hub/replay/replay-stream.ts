// One channel in one scope under a replay's clock: the same state and the same differences as live (S1), fed from
// history instead of the feed. A state that had to be loaded anew differs by what its rows say, not by their identity.
import type { Frame } from '@ioc/contracts/stream/down';
import type { ClockMode } from '@ioc/contracts/stream/up';
import type { Change } from '../../feed/change.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import type { Channel, ChannelState, LoadPoint, Row } from '../channel.ts';
import { NOWHERE, type Place } from '../place.ts';
import { Stream, type StreamKey, type StreamName } from '../stream.ts';
import type { ReplayPoint } from './replay-history.ts';

/** In place of a state that nothing can tell. */
const UNTOLD: ChannelState = {
  version: 0,
  incomplete: false,
  apply: () => undefined,
  advance: () => undefined,
  rows: () => new Map(),
};

export class ReplayStream {
  readonly #stream: Stream;
  #notKnown: boolean;

  private constructor(
    readonly channel: Channel,
    readonly name: StreamName,
    readonly units: ScopeUnits,
    private state: ChannelState,
    point: ReplayPoint,
    nowMs: number,
  ) {
    this.#stream = new Stream(name, channel, state, placeOf(point));
    this.#notKnown = isBeyondMemory(channel, point.atMs, nowMs);
  }

  static async load(
    channel: Channel,
    name: StreamName,
    units: ScopeUnits,
    mode: ClockMode,
    point: ReplayPoint,
    nowMs: number,
  ): Promise<ReplayStream> {
    const state = await stateAt(channel, { units, view: name.view }, mode, point, nowMs);
    return new ReplayStream(channel, name, units, state, point, nowMs);
  }

  get key(): StreamKey {
    return this.#stream.key;
  }

  get notKnown(): boolean {
    return this.#notKnown;
  }

  /** It must be loaded again at `atMs`: it had to forget rows, or its memory begins or ends there. */
  needsLoad(atMs: number, nowMs: number): boolean {
    return this.state.incomplete || this.#notKnown !== isBeyondMemory(this.channel, atMs, nowMs);
  }

  apply(change: Change): void {
    if (!this.#notKnown && this.channel.topics.has(change.topic)) this.state.apply(change);
  }

  async reload(mode: ClockMode, point: ReplayPoint, nowMs: number): Promise<void> {
    const before = this.state.rows();
    const loaded = await stateAt(
      this.channel,
      { units: this.units, view: this.name.view },
      mode,
      point,
      nowMs,
    );
    loaded.advance(point.atMs);
    this.#notKnown = isBeyondMemory(this.channel, point.atMs, nowMs);
    this.state = new SameRows(loaded, before);
    this.#stream.replaceState(this.state, positionOf(point));
  }

  /** What changed since the last frame, or null. */
  nextFrame({ known, atMs }: ReplayPoint): Frame | null {
    this.#stream.accept([], { seq: known.seq, storedAt: '' });
    return this.#stream.nextFrame(atMs);
  }

  snapshot(): Frame {
    return this.#stream.since(NOWHERE);
  }
}

/** A loaded state whose rows are the very objects shown before where they say the same. */
class SameRows implements ChannelState {
  #seen: ReadonlyMap<string, Row>;
  #of: ReadonlyMap<string, Row> | null = null;
  #rows: ReadonlyMap<string, Row> = new Map();

  constructor(
    private readonly inner: ChannelState,
    before: ReadonlyMap<string, Row>,
  ) {
    this.#seen = before;
  }

  get version(): number {
    return this.inner.version;
  }

  get incomplete(): boolean {
    return this.inner.incomplete;
  }

  apply(change: Change): void {
    this.inner.apply(change);
    this.#of = null;
  }

  advance(atMs: number): void {
    this.inner.advance(atMs);
    this.#of = null;
  }

  rows(): ReadonlyMap<string, Row> {
    const now = this.inner.rows();
    if (this.#of === now) return this.#rows;
    this.#rows = new Map([...now].map(([key, row]) => [key, sameOr(this.#seen.get(key), row)]));
    this.#seen = this.#rows;
    this.#of = now;
    return this.#rows;
  }
}

const sameOr = (before: Row | undefined, row: Row): Row =>
  before !== undefined && (before === row || JSON.stringify(before) === JSON.stringify(row)) ? before : row;

const placeOf = ({ atMs, known }: ReplayPoint): Place => ({ seq: known.seq, atMs });

const positionOf = ({ known }: ReplayPoint) => ({ seq: known.seq, storedAt: '' });

export const isBeyondMemory = ({ memoryMs }: Channel, atMs: number, nowMs: number): boolean =>
  memoryMs !== undefined && atMs < nowMs - memoryMs;

/** The state of a channel at a point of the past; what nothing can tell has no rows. */
export async function stateAt(
  channel: Channel,
  what: Pick<LoadPoint, 'units' | 'view'>,
  mode: ClockMode,
  { atMs, known }: ReplayPoint,
  nowMs: number,
): Promise<ChannelState> {
  if (isBeyondMemory(channel, atMs, nowMs)) return UNTOLD;
  const { seq, storedAtMs } = known;
  return channel.load({ ...what, seq, atMs, live: false, mode, storedAtMs });
}
