// A channel in one scope and view, alive because somebody listens or did a moment ago. It holds what was last shown and
// gives the difference as a frame; all readers share that frame. A snapshot is always what was last shown, never
// fresher, so that the next frame begins exactly where the snapshot ends.
import type { Scope } from '@ioc/contracts/scope';
import type { Frame } from '@ioc/contracts/stream/down';
import { isViewOf, viewKey, WHOLE_VIEW_KEY, type View, type ViewKey } from '@ioc/contracts/stream/view';
import type { Change, Position } from '../feed/change.ts';
import type { Channel, ChannelName, ChannelState, Row } from './channel.ts';
import { onePart } from './frame-parts.ts';
import { FrameRing, touchLast, type Touched } from './frame-ring.ts';
import type { Place } from './place.ts';

export interface StreamName {
  readonly channel: ChannelName;
  readonly scope: Scope;
  readonly view: View;
}

export type StreamKey = `${ChannelName} ${Scope} ${ViewKey}`;

export const streamKey = ({ channel, scope, view }: StreamName): StreamKey =>
  `${channel} ${scope} ${viewKey(view)}`;

/** Of some channels there is everything or nothing. */
export const hasView = ({ channel, view }: StreamName): boolean => isViewOf(channel, view);

/** Places for which the answer of this moment is kept: those who come back at once mostly left at once. */
const KEPT_ANSWERS = 32;
/** Those who come from another node come within seconds of each other. */
const RECALLED_MS = 10_000;

/** What a reader on a slow line has not been given: of all that changed after its place, until `place`, these keys. */
export interface Lacking {
  /** Where it stands until it lacks nothing more. */
  readonly from: number;
  readonly place: Place;
  /** In the order of their last touch, and whether the reader holds them. */
  readonly keys: ReadonlyMap<string, boolean>;
}

export class Stream {
  readonly key: StreamKey;
  readonly #view: { readonly view?: ViewKey };
  readonly #shown = new Map<string, Row>();
  readonly #ring: FrameRing;
  readonly #answers = new Map<string, Frame>();
  readonly #recalled = new Map<string, Recalled>();
  #seenVersion: number;
  /** Where the next frame begins. */
  #framedTo: number;
  #position: number;
  #place: Place;
  #framedPlace: Place;

  constructor(
    readonly name: StreamName,
    readonly channel: Channel,
    private state: ChannelState,
    begin: Place,
  ) {
    this.key = streamKey(name);
    const view = viewKey(name.view);
    this.#view = view === WHOLE_VIEW_KEY ? {} : { view };
    this.#ring = new FrameRing(begin);
    this.#place = begin;
    this.#framedPlace = begin;
    this.#position = begin.seq;
    this.#framedTo = begin.seq;
    state.advance(begin.atMs);
    for (const [key, row] of state.rows()) this.#shown.set(key, row);
    this.#seenVersion = state.version;
  }

  get incomplete(): boolean {
    return this.state.incomplete;
  }

  /** What was last shown is the truth at this place. */
  get place(): Place {
    return this.#place;
  }

  /**
   * A place that all have who were given every frame until now: that of the last frame. Later ones, at which somebody was
   * answered, are the same to look at, but the others never heard their numbers and would take them for a gap.
   */
  get heldPlace(): Place {
    return this.#framedPlace;
  }

  knows(place: Place): boolean {
    return this.#recalled.has(nameOf(place)) || this.#ring.knows(place);
  }

  /** What was true at a place at which this stream never was: somebody comes from another node. */
  recall(place: Place, rows: ReadonlyMap<string, Row>): void {
    this.#recalled.set(nameOf(place), { rows, untilMs: this.#place.atMs + RECALLED_MS });
  }

  /** Takes the changes of a whole batch; older ones than it knows are passed by. */
  accept(changes: readonly Change[], position: Position): void {
    for (const change of changes) {
      if (change.seq > this.#position && this.channel.topics.has(change.topic)) this.state.apply(change);
    }
    this.#position = Math.max(this.#position, position.seq);
  }

  /** A state loaded again at `position`; what differs goes out with the next frame. */
  replaceState(state: ChannelState, position: Position): void {
    this.state.release?.();
    this.state = state;
    this.#position = position.seq;
    this.#seenVersion = -1;
  }

  /** It is dropped. */
  release(): void {
    this.state.release?.();
  }

  /** What changed since the last frame, or null. */
  nextFrame(clockMs: number): Frame | null {
    this.state.advance(clockMs);
    const isSame = this.state.version === this.#seenVersion;
    this.#seenVersion = this.state.version;
    const { rows, gone, touched } = isSame ? UNCHANGED : this.#difference();
    this.#answers.clear();
    for (const [place, { untilMs }] of this.#recalled) if (untilMs < clockMs) this.#recalled.delete(place);
    if (rows.length === 0 && gone.length === 0) {
      this.#place = { seq: this.#position, atMs: Math.max(this.#place.atMs, clockMs) };
      return null;
    }
    // Places of one stream always rise, so that "after this place" leaves nothing out within a millisecond either.
    this.#place = { seq: this.#position, atMs: Math.max(this.#place.atMs + 1, clockMs) };
    const frame = this.#frame(this.#framedTo, rows, gone);
    this.#framedTo = this.#position;
    this.#framedPlace = this.#place;
    this.#ring.push(this.#place, touched);
    return frame;
  }

  /**
   * What somebody lacks who holds everything up to `after`, made once for all who stand there. Seq 0 asks for a
   * snapshot; a place that is not remembered, or that this node has not reached, gets one that says so.
   */
  since(after: Place): Frame {
    const known = this.#answers.get(nameOf(after));
    if (known) return known;
    const frame = this.#answerTo(after);
    if (this.#answers.size < KEPT_ANSWERS) this.#answers.set(nameOf(after), frame);
    this.#rememberPlace();
    return frame;
  }

  /** All that somebody lacks who stands at `after`; null: such a place is not remembered, or is none. */
  lackingSince(after: Place): Lacking | null {
    const keys = this.#touchedSince(after);
    if (!keys) return null;
    this.#rememberPlace();
    return { from: after.seq, place: this.#place, keys };
  }

  /**
   * As much of what is lacking as one part holds, as it is now, the newest first, and what is lacking still. Null: so
   * much happened since that nobody remembers it.
   */
  piece({ from, place, keys }: Lacking): { readonly frame: Frame; readonly left: Lacking | null } | null {
    const touched = this.#ring.since(place);
    if (!touched) return null;
    this.#rememberPlace();
    const lacking = new Map(keys);
    for (const [key, wasShown] of touched) touchLast(lacking, key, wasShown);
    const { rows, gone } = this.#standOf([...lacking].toReversed());
    const all = this.#frame(from, rows, gone);
    const frame = onePart(all);
    if (frame === all) return { frame, left: null };
    // Neither shown nor held: it came and went, and nobody lacks it.
    const left = new Set([
      ...rows.slice(frame.rows.length).map(({ key }) => key),
      ...gone.slice(frame.gone.length),
    ]);
    for (const key of lacking.keys()) if (!left.has(key)) lacking.delete(key);
    return { frame, left: { from, place: this.#place, keys: lacking } };
  }

  /** Somebody will stand here. */
  #rememberPlace(): void {
    if (this.#ring.last !== this.#place) this.#ring.push(this.#place);
  }

  #answerTo(after: Place): Frame {
    if (after.seq === 0) return this.#snapshot();
    const touched = this.#touchedSince(after);
    if (!touched) return { ...this.#snapshot(), historySkipped: true };
    const { rows, gone } = this.#standOf(touched);
    return this.#frame(after.seq, rows, gone);
  }

  #touchedSince(after: Place): ReadonlyMap<string, boolean> | null {
    if (after.seq > this.#place.seq) return null;
    const recalled = this.#recalled.get(nameOf(after));
    return recalled ? changedSince(recalled.rows, this.#shown) : this.#ring.since(after);
  }

  /** Newest row by key (S2). What came and went is left out: who stood there before never held it. */
  #standOf(touched: Iterable<readonly [key: string, wasHeld: boolean]>): Difference {
    const [rows, gone]: [Row[], string[]] = [[], []];
    for (const [key, wasHeld] of touched) {
      const row = this.#shown.get(key);
      if (row) rows.push(row);
      else if (wasHeld) gone.push(key);
    }
    return { rows, gone };
  }

  #snapshot(): Frame {
    return this.#frame(0, [...this.#shown.values()], []);
  }

  #difference(): Difference & { readonly touched: Touched } {
    const now = this.state.rows();
    const [rows, held, born]: [Row[], string[], string[]] = [[], [], []];
    for (const [key, row] of now) {
      const before = this.#shown.get(key);
      if (before === row) continue;
      (before === undefined ? born : held).push(key);
      this.#shown.set(key, row);
      rows.push(row);
    }
    const gone = now.size === this.#shown.size ? [] : [...this.#shown.keys()].filter((key) => !now.has(key));
    for (const key of gone) this.#shown.delete(key);
    return { rows, gone, touched: { held: [...held, ...gone], born } };
  }

  #frame(from: number, rows: readonly Row[], gone: readonly string[]): Frame {
    const { channel, scope } = this.name;
    const { seq: to, atMs } = this.#place;
    return { channel, scope, ...this.#view, from, to, at: new Date(atMs).toISOString(), rows, gone };
  }
}

interface Difference {
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
}

interface Recalled {
  readonly rows: ReadonlyMap<string, Row>;
  readonly untilMs: number;
}

const nameOf = ({ seq, atMs }: Place): string => `${seq} ${atMs}`;

/** By content: what was loaded for a past place is never the same object. */
function changedSince(
  before: ReadonlyMap<string, Row>,
  now: ReadonlyMap<string, Row>,
): ReadonlyMap<string, boolean> {
  const touched = new Map<string, boolean>();
  for (const [key, row] of now) {
    const old = before.get(key);
    if (JSON.stringify(old) !== JSON.stringify(row)) touched.set(key, old !== undefined);
  }
  for (const key of before.keys()) if (!now.has(key)) touched.set(key, true);
  return touched;
}

const UNCHANGED = { rows: [], gone: [], touched: undefined } as const;
