// A layer that has stopped looks like a layer on which nothing happens, which is the worst a wall can show. So each part
// that draws says after it has drawn which place in its streams the picture is of, and this looks from outside, by a timer
// of its own, whether the streams went on without it. What stands still while there is something to draw is named, and
// told to begin anew, at first at once, then with longer and longer pauses.
import { doubledMs } from './backoff.ts';

/** Nine looks after the one that sees first what is not drawn. The rest of three seconds is for a busy page to say it. */
export const FROZEN_MS = 2_200;
export const LOOK_MS = 250;
/**
 * So long between two looks and it was the page that stood still. It counts as one look: a part that still does not draw
 * after many of them has had its turns, and on a machine that is slow for ever it would else be forgiven for ever.
 */
const STOOD_STILL_MS = 1_200;
/** Looks that come late tell of a page with little time: a part has had as little of it, and no more counts for a look. */
const LONGEST_TURN_MS = 2 * LOOK_MS;
/** A browser that lets wait so long for a picture has none to give, and this wait is not the fault of who draws in it. */
const SLOW_FRAME_MS = 1_000;
/** One that has given none for so long gives none any more: what is seen is old, whosever fault it is. */
const NO_FRAME_MS = 5_000;
/** One that begins anew at once would be named for no time at all, and nobody would know that its picture was old. */
export const NAMED_MS = 3_000;
/** One page revives its own parts: nobody else does at the same moment, so there is no jitter. */
const REVIVAL = { firstMs: 5_000, longestMs: 60_000 };

export interface DrawnPart {
  readonly name: string;
  /** Where its streams are by now. */
  readonly place: () => string;
  /** Begins anew. */
  readonly revive: () => void;
  /** How long it may take by its own design beyond what others may. */
  readonly graceMs?: number;
  /**
   * It draws when the browser promises it a picture. Where those come seldom, without a graphics card or beside other work,
   * it has had few turns and is late with the whole page; to begin anew would cost it the next ones too.
   */
  readonly inFrames?: boolean;
}

interface Watched extends DrawnPart {
  drawn: string;
  /** How long something waits to be drawn, the page awake; null: the picture is up to date. */
  waitedMs: number | null;
  isFrozen: boolean;
  reviveAtMs: number;
  revivals: number;
}

export class FreezeWatch {
  private readonly parts = new Set<Watched>();
  private readonly namedUntilMs = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private lookedAtMs: number | null = null;
  private wasHidden = false;
  /** Since when a picture is asked for that has not come; null: none is. */
  private frameAskedAtMs: number | null = null;
  private names: readonly string[] = [];

  constructor(
    private readonly steadyMs: () => number,
    private readonly isHidden: () => boolean = () => false,
    /** Asks the browser for its next picture. */
    private readonly nextFrame: (callback: () => void) => void = (callback) => callback(),
  ) {}

  /** The parts that stand still, or did right now. */
  get frozen(): readonly string[] {
    return this.names;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** From its first picture on. `drawn` is called after each picture with the place it is of. */
  watch(part: DrawnPart): { readonly drawn: (place: string) => void; readonly leave: () => void } {
    const watched: Watched = {
      ...part,
      drawn: part.place(),
      waitedMs: null,
      isFrozen: false,
      reviveAtMs: 0,
      revivals: 0,
    };
    this.parts.add(watched);
    const drawn = (place: string) => {
      // The same picture again, as when a map is moved, is no sign of life.
      if (place === watched.drawn) return;
      watched.drawn = place;
      watched.waitedMs = place === watched.place() ? null : 0;
      if (watched.isFrozen) this.thaw(watched);
    };
    const leave = () => {
      this.parts.delete(watched);
      this.tell();
    };
    return { drawn, leave };
  }

  look(): void {
    const nowMs = this.steadyMs();
    const sinceMs = nowMs - (this.lookedAtMs ?? nowMs);
    this.lookedAtMs = nowMs;
    const isHidden = this.isHidden();
    // Also the first look after it: a tab that is seen again has had no time to draw yet.
    const excused = isHidden || this.wasHidden;
    this.wasHidden = isHidden;
    const turnMs = sinceMs > STOOD_STILL_MS ? LOOK_MS : Math.min(sinceMs, LONGEST_TURN_MS);
    // Neither unseen nor standing still could the page have got what it asked for.
    if (this.frameAskedAtMs !== null && (excused || sinceMs > STOOD_STILL_MS)) this.frameAskedAtMs = nowMs;
    const inFramesMs = this.turnInFramesMs(nowMs - (this.frameAskedAtMs ?? nowMs), turnMs);
    for (const part of this.parts)
      this.judge(part, nowMs, excused ? null : part.inFrames ? inFramesMs : turnMs);
    this.askForFrame(nowMs);
    this.tell();
  }

  /** `waitedMs`: for a picture that has not come. */
  private turnInFramesMs(waitedMs: number, turnMs: number): number {
    if (waitedMs < SLOW_FRAME_MS) return turnMs;
    return waitedMs < NO_FRAME_MS ? 0 : waitedMs;
  }

  private askForFrame(nowMs: number): void {
    if (this.frameAskedAtMs !== null) return;
    this.frameAskedAtMs = nowMs;
    this.nextFrame(() => (this.frameAskedAtMs = null));
  }

  /** `awakeMs`: how much of the time since the last look it had; null: the page is not seen. */
  private judge(part: Watched, nowMs: number, awakeMs: number | null): void {
    if (part.place() === part.drawn) {
      part.waitedMs = null;
      part.isFrozen = false;
      return;
    }
    const isUnseen = awakeMs === null && !part.isFrozen;
    part.waitedMs = part.waitedMs === null || isUnseen ? 0 : part.waitedMs + (awakeMs ?? 0);
    if (part.waitedMs < FROZEN_MS + (part.graceMs ?? 0)) return;
    if (!part.isFrozen) this.namedUntilMs.set(part.name, nowMs + NAMED_MS);
    part.isFrozen = true;
    if (nowMs < part.reviveAtMs) return;
    part.reviveAtMs = nowMs + doubledMs(REVIVAL, part.revivals);
    part.revivals += 1;
    part.revive();
  }

  private thaw(part: Watched): void {
    part.isFrozen = false;
    part.revivals = 0;
    this.tell();
  }

  private tell(): void {
    const nowMs = this.steadyMs();
    for (const [name, untilMs] of this.namedUntilMs) if (untilMs <= nowMs) this.namedUntilMs.delete(name);
    const frozen = [...this.parts].filter(({ isFrozen }) => isFrozen).map(({ name }) => name);
    const names = [...new Set([...frozen, ...this.namedUntilMs.keys()])];
    if (names.join('\n') === this.names.join('\n')) return;
    this.names = names;
    for (const listener of this.listeners) listener();
  }
}
