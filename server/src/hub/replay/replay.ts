// One clock of one client and the streams that follow it. The clock moves with the wall, `speed` times as fast, over
// changes that were read ahead in bounded blocks; what is due is applied and each stream says what is different. It
// stands still while something is loaded and while the client cannot take what was sent, so nothing piles up: the past
// waits. Where a block would be too large the clock jumps: the states are loaded anew, about once a second.
import type { PastFrame, ReplayClock } from '@ioc/contracts/stream/down';
import type { ReplayStart } from '@ioc/contracts/stream/up';
import type { DatedChange } from '../../feed/history/dated-change.ts';
import type { Topic } from '../../feed/change.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import type { Channel } from '../channel.ts';
import type { StreamKey, StreamName } from '../stream.ts';
import type { ReadTurn } from './read-turn.ts';
import type { ReplayHistory, ReplayPoint } from './replay-history.ts';
import { ReplayStream } from './replay-stream.ts';

/** Of the wall: so much is read at once. */
const AHEAD_MS = 5_000;
const JUMP_MS = 1_000;
/** What is younger may still be written. */
export const PRESENT_MS = 2_000;

export interface ReplayParts {
  readonly history: Pick<ReplayHistory, 'pointAt' | 'onwards'>;
  readonly turn: ReadTurn;
  readonly clock: () => number;
  readonly sendFrame: (frame: PastFrame) => void;
  readonly sendClock: (clock: ReplayClock) => void;
  /** The client took everything that was sent. */
  readonly isClear: () => boolean;
}

type Mode = ReplayStart['mode'];

export class Replay {
  readonly streams = new Map<StreamKey, ReplayStream>();
  #mode: Mode;
  #speed: number;
  #state: ReplayClock['state'];
  /** Where the clock stands, and how far has been read. */
  #point: ReplayPoint = NOWHERE;
  #read: ReplayPoint = NOWHERE;
  #waiting: DatedChange[] = [];
  #jump: ReplayPoint | null = null;
  #wallMs: number;
  /** One thing at a time: a seek waits for the load before it. */
  #work: Promise<unknown> = Promise.resolve();
  #working = 0;

  constructor(
    readonly id: string,
    { mode, speed, playing }: Pick<ReplayStart, 'mode' | 'speed' | 'playing'>,
    private readonly parts: ReplayParts,
  ) {
    this.#mode = mode;
    this.#speed = speed;
    this.#state = playing ? 'playing' : 'paused';
    this.#wallMs = parts.clock();
  }

  get atMs(): number {
    return this.#point.atMs;
  }

  get isPlaying(): boolean {
    return this.#state === 'playing';
  }

  /** Loads and moves that wait for their turn. */
  get waiting(): number {
    return this.#working;
  }

  /** Throws MomentError, or what the database threw. */
  seek(atMs: number, mode: Mode = this.#mode): Promise<void> {
    return this.#exclusively(async () => {
      const { history, turn, clock } = this.parts;
      const point = await turn.take(() => history.pointAt(mode, atMs, clock()));
      this.#mode = mode;
      this.#stand(point);
      if (this.#state === 'live') this.#state = 'paused';
      // Each takes its own place anew: a list, or it would never end.
      const followed = [...this.streams.values()];
      for (const { channel, name, units } of followed) await this.#load(channel, name, units);
      this.tell();
    });
  }

  /** Loads a stream where the clock stands and sends its snapshot. */
  join(channel: Channel, name: StreamName, units: ScopeUnits): Promise<void> {
    return this.#exclusively(async () => {
      const { history, turn, clock } = this.parts;
      // What was read ahead, and the position by it, may lack the topics of this one.
      if (this.#mode === 'happened') this.#stand(this.#point);
      else this.#stand(await turn.take(() => history.pointAt(this.#mode, this.atMs, clock())));
      await this.#load(channel, name, units);
    });
  }

  leave(key: StreamKey): void {
    this.streams.delete(key);
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.tell();
  }

  pause(reason?: string): void {
    if (this.#state === 'playing') this.#state = 'paused';
    this.tell(reason);
  }

  play(): void {
    this.#wallMs = this.parts.clock();
    if (this.#state === 'paused') this.#state = 'playing';
    this.tell();
  }

  /** Moves on by so much and pauses; backwards it seeks. */
  async step(byMs: number): Promise<void> {
    this.#state = 'paused';
    if (byMs <= 0) return this.seek(this.atMs + byMs);
    const untilMs = Math.min(this.atMs + byMs, this.#presentMs());
    await this.#exclusively(async () => {
      while (this.#point.atMs < untilMs) {
        if (this.#read.atMs < untilMs && !this.#jump) await this.#readTo(untilMs, untilMs);
        await this.#moveTo(untilMs);
      }
    });
    this.tell();
  }

  /** The wall moved. */
  tick(): void {
    const wallMs = this.parts.clock();
    const passedMs = wallMs - this.#wallMs;
    this.#wallMs = wallMs;
    if (this.#state !== 'playing' || this.#working > 0 || !this.parts.isClear()) return;
    const targetMs = Math.min(this.#point.atMs + passedMs * this.#speed, this.#presentMs());
    if (targetMs > this.#point.atMs)
      void this.#exclusively(() => this.#playTo(targetMs)).catch(() => this.pause('unavailable'));
  }

  tell(reason?: string): void {
    this.parts.sendClock({
      replay: this.id,
      mode: this.#mode,
      at: new Date(this.#point.atMs).toISOString(),
      speed: this.#speed,
      state: this.#state,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  end(reason: string): void {
    this.#state = 'ended';
    this.streams.clear();
    this.tell(reason);
  }

  async #playTo(targetMs: number): Promise<void> {
    const isPresent = targetMs >= this.#presentMs();
    if (this.#read.atMs < targetMs && !this.#jump) {
      const jumpMs = Math.max(targetMs, this.#point.atMs + JUMP_MS * this.#speed);
      await this.#readTo(this.#point.atMs + AHEAD_MS * this.#speed, jumpMs);
      // The wall went on while it was read; the past did not.
      this.#wallMs = this.parts.clock();
    }
    await this.#moveTo(targetMs);
    if (!isPresent || this.#point.atMs < targetMs) return;
    this.#state = 'live';
    this.tell();
  }

  /** What is too much for a block is read as far as `jumpMs` alone, and if that is too much, it is a jump. */
  async #readTo(wantedMs: number, jumpMs: number): Promise<void> {
    const { history, turn } = this.parts;
    const [untilMs, nearMs] = [wantedMs, jumpMs].map((atMs) => Math.min(atMs, this.#presentMs())) as [
      number,
      number,
    ];
    const onwards = (toMs: number) =>
      turn.take(() => history.onwards(this.#mode, this.#read, toMs, this.#topics()));
    let { block, point } = await onwards(untilMs);
    if (block === null && nearMs < untilMs) ({ block, point } = await onwards(nearMs));
    this.#read = point;
    if (block === null) this.#jump = point;
    else this.#waiting.push(...block);
  }

  /** As far as has been read, or to the next jump. */
  async #moveTo(wantedMs: number): Promise<void> {
    const targetMs = Math.min(wantedMs, this.#read.atMs);
    const due = this.#waiting.findIndex(({ atMs }) => atMs > targetMs);
    const changes = this.#waiting.splice(0, due === -1 ? this.#waiting.length : due);
    for (const { change } of changes) for (const stream of this.streams.values()) stream.apply(change);
    // As live: the bounds of every scope may have moved, and so may counts that were put right.
    const isReload = changes.some(({ change }) => change.topic === 'registry');
    const jump = this.#jump && targetMs >= this.#jump.atMs ? this.#jump : null;
    if (jump) this.#jump = null;
    this.#point = jump ?? { atMs: targetMs, known: this.#knownAfter(changes, targetMs) };
    for (const stream of this.streams.values()) await this.#show(stream, isReload || jump !== null);
  }

  #knownAfter(changes: readonly DatedChange[], atMs: number): ReplayPoint['known'] {
    const before = this.#point.known;
    if (this.#mode === 'happened') return before;
    const seq = changes.at(-1)?.change.seq ?? before.seq;
    return { seq: Math.max(before.seq, seq), storedAtMs: atMs };
  }

  async #show(stream: ReplayStream, isReload: boolean): Promise<void> {
    const nowMs = this.parts.clock();
    if (isReload || stream.needsLoad(this.#point.atMs, nowMs))
      await this.parts.turn.take(() => stream.reload(this.#mode, this.#point, nowMs));
    const frame = stream.nextFrame(this.#point);
    if (frame) this.#send(stream, frame);
  }

  async #load(channel: Channel, name: StreamName, units: ScopeUnits): Promise<void> {
    const { turn, clock } = this.parts;
    const stream = await turn.take(() =>
      ReplayStream.load(channel, name, units, this.#mode, this.#point, clock()),
    );
    if (this.#state === 'ended') return;
    this.streams.set(stream.key, stream);
    this.#send(stream, stream.snapshot());
  }

  #send(stream: ReplayStream, frame: Omit<PastFrame, 'clock'>): void {
    this.parts.sendFrame({
      ...frame,
      clock: { mode: this.#mode, replay: this.id },
      ...(stream.notKnown ? { notKnown: true as const } : {}),
    });
  }

  #stand(point: ReplayPoint): void {
    this.#point = point;
    this.#read = point;
    this.#waiting = [];
    this.#jump = null;
    this.#wallMs = this.parts.clock();
  }

  #topics(): ReadonlySet<Topic> {
    const topics = new Set<Topic>(this.#mode === 'known' ? ['registry'] : []);
    for (const { channel } of this.streams.values()) for (const topic of channel.topics) topics.add(topic);
    return topics;
  }

  #presentMs(): number {
    return this.parts.clock() - PRESENT_MS;
  }

  async #exclusively<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    const mine = this.#work.then(work, work);
    this.#work = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#working -= 1;
    }
  }
}

const NOWHERE: ReplayPoint = { atMs: 0, known: { seq: 0, storedAtMs: 0 } };
