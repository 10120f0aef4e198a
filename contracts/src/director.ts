// What a wall shows at a moment: a function of its stored state and the clock of the hub, and of nothing else. Every screen
// and every server works it out alone and comes to the same; a restart changes nothing, and a test hands the time in.
// An interruption stops the programme's clock: the entry that it came into goes on where it was, to the millisecond.
import type { Hand, Interruption, SceneOfArea, Wall } from './wall.ts';

type Directed = Pick<Wall, 'programme' | 'state'>;

export interface Shown extends SceneOfArea {
  readonly mode: 'rotating' | 'paused' | 'pinned' | 'interrupted';
  /** Of the programme, also while something else is shown. */
  readonly index: number;
  /** So far into the entry, of so much. */
  readonly elapsedMs: number;
  readonly dwellMs: number;
  /** When something else will be shown if nobody does anything; null: never. */
  readonly untilMs: number | null;
  /** Null: none stands. */
  readonly interruption: Interruption | null;
}

export function shownAt({ programme, state }: Directed, atMs: number): Shown {
  const { index, elapsedMs } = handAt({ programme, state }, atMs);
  const entry = programme[index] ?? NOTHING;
  const dwellMs = entry.dwellSeconds * 1_000;
  const { scene, area } = state.mode === 'pinned' && state.pin ? state.pin : entry;
  const place = { scene, area, index, elapsedMs, dwellMs };
  const interruption = standingAt(state.interruption, atMs);
  if (interruption)
    return { ...place, mode: 'interrupted', untilMs: Date.parse(interruption.until), interruption };
  const untilMs = state.mode === 'rotating' && programme.length > 1 ? atMs + dwellMs - elapsedMs : null;
  return { ...place, mode: state.mode, untilMs, interruption: null };
}

/** Where the programme stands. Before `hand.at` (clocks differ a little) it stands where it was put. */
export function handAt({ programme, state }: Directed, atMs: number): Omit<Hand, 'at'> {
  const { mode, hand, interruption } = state;
  const first = Math.min(Math.max(hand.index, 0), Math.max(programme.length - 1, 0));
  const fromMs = Date.parse(hand.at);
  const wentMs = mode === 'rotating' ? Math.max(0, atMs - fromMs - stoodMs(interruption, fromMs, atMs)) : 0;
  const roundMs = programme.reduce((sum, { dwellSeconds }) => sum + dwellSeconds * 1_000, 0);
  if (roundMs <= 0) return { index: first, elapsedMs: 0 };
  // Whole rounds are left out, so that a wall that nobody touched for a year costs no more than one of this morning.
  let restMs = hand.elapsedMs + wentMs;
  const before = programme.slice(0, first).reduce((sum, { dwellSeconds }) => sum + dwellSeconds * 1_000, 0);
  restMs = (restMs + before) % roundMs;
  for (const [index, { dwellSeconds }] of programme.entries()) {
    if (restMs < dwellSeconds * 1_000) return { index, elapsedMs: restMs };
    restMs -= dwellSeconds * 1_000;
  }
  return { index: 0, elapsedMs: 0 };
}

/** The interruption, while it stands. */
export const standingAt = (interruption: Interruption | null, atMs: number): Interruption | null =>
  interruption && Date.parse(interruption.from) <= atMs && atMs < Date.parse(interruption.until)
    ? interruption
    : null;

/** How long of this stretch the interruption stood. */
function stoodMs(interruption: Interruption | null, fromMs: number, toMs: number): number {
  if (!interruption) return 0;
  const beganMs = Math.max(fromMs, Date.parse(interruption.from));
  return Math.max(0, Math.min(toMs, Date.parse(interruption.until)) - beganMs);
}

const NOTHING = { scene: 'overview', area: 'province', dwellSeconds: 0 } as const;
