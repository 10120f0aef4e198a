// What a command or a critical thing does to the director of a wall: pure, so that the same word at the same time always
// does the same. Whoever calls holds the writers' lock and the row as it is; null means that there is nothing to do.
// A command sets the hand of the programme where it stood by the clock and goes on from there; nothing is ever "now".
import type { WallCommand } from '@ioc/contracts/api/walls';
import { handAt, standingAt } from '@ioc/contracts/director';
import type { DirectorState, InterruptingItem, Interruption, Wall } from '@ioc/contracts/wall';

/** What is older when it is told comes from a backfill, or from a source that was away: no wall turns round for it. */
export const NEWS_MS = 5 * 60_000;
/** By hand it stands until somebody ends it, but not for ever. */
const BY_HAND_MS = 10 * 60_000;

type Directed = Pick<Wall, 'programme' | 'state' | 'rules'>;

export const freshState = (atMs: number): DirectorState => ({
  mode: 'rotating',
  hand: { index: 0, elapsedMs: 0, at: instant(atMs) },
  pin: null,
  interruption: null,
});

/** The programme stands where it is by the clock: from here on nothing of before counts. */
function settled({ programme, state }: Directed, atMs: number): DirectorState {
  const hand = { ...handAt({ programme, state }, atMs), at: instant(atMs) };
  return { ...state, hand };
}

/** The state after the command; null: it asks for what is so already. */
export function commanded(wall: Directed, command: WallCommand, atMs: number): DirectorState | null {
  const state = settled(wall, atMs);
  switch (command.do) {
    case 'pause':
      return state.mode === 'paused' ? null : { ...state, mode: 'paused', pin: null };
    case 'resume':
      return state.mode === 'rotating' ? null : { ...state, mode: 'rotating', pin: null };
    case 'pin': {
      const { scene, area } = command;
      const isSo = state.mode === 'pinned' && state.pin?.scene === scene && state.pin.area === area;
      return isSo ? null : { ...state, mode: 'pinned', pin: { scene, area } };
    }
    case 'next':
    case 'previous':
      return ended(turned(wall, state, command.do === 'next' ? 1 : -1, atMs), atMs);
    case 'end':
      return standingAt(state.interruption, atMs) ? ended(state, atMs) : null;
    case 'show':
    case 'undo':
      throw new Error(`${command.do} needs more than the state`);
  }
}

/** From a pin one turns back into the programme; what was paused stays so, one entry on. */
function turned(wall: Directed, state: DirectorState, step: 1 | -1, atMs: number): DirectorState {
  const count = wall.programme.length;
  const index = (state.hand.index + step + count) % count;
  const mode = state.mode === 'pinned' ? 'rotating' : state.mode;
  return { ...state, mode, pin: null, hand: { index, elapsedMs: 0, at: instant(atMs) } };
}

/** Whatever stands ends now. The hand was set at this moment, so nothing of the interruption lies behind it. */
function ended(state: DirectorState, atMs: number): DirectorState {
  const { interruption } = state;
  if (!interruption || !standingAt(interruption, atMs)) return state;
  return { ...state, interruption: { ...interruption, until: instant(atMs) } };
}

/** A thing comes onto the wall: by the rules for as long as they say, by hand until it is ended. */
export function interrupted(
  wall: Directed,
  item: InterruptingItem,
  by: string | null,
  atMs: number,
): DirectorState {
  const untilMs = atMs + (by === null ? wall.rules.standSeconds * 1_000 : BY_HAND_MS);
  const interruption: Interruption = { item, from: instant(atMs), until: instant(untilMs), by };
  return { ...settled(wall, atMs), interruption };
}

/** May it by the rules? Called with the row that everybody agrees on, so that of several servers one decides. */
export function mayInterrupt({ rules, state }: Directed, item: InterruptingItem, atMs: number): boolean {
  if (!isWanted(rules, item) || atMs - Date.parse(item.observedAt) > NEWS_MS) return false;
  if (state.mode === 'pinned' && !rules.overPins) return false;
  const { interruption } = state;
  if (!interruption) return true;
  if (interruption.item.key === item.key) return false;
  return atMs >= Date.parse(interruption.until) + rules.quietSeconds * 1_000;
}

export const isWanted = (rules: Wall['rules'], { channel, severity, domain }: InterruptingItem): boolean =>
  rules.channels.includes(channel) &&
  rules.severities.includes(severity) &&
  (rules.domains.length === 0 || rules.domains.includes(domain));

/** What is kept of a command so that it can be taken back: how things stood at that moment. */
export interface Undo {
  readonly did: WallCommand['do'];
  readonly at: string;
  readonly state: DirectorState;
}

export const undoOf = (wall: Directed, did: WallCommand['do'], atMs: number): Undo => ({
  did,
  at: instant(atMs),
  state: settled(wall, atMs),
});

/** Back to what was before the last command; the time that went by meanwhile is not played again. */
export function undone(wall: Directed, { did, at, state: before }: Undo, atMs: number): DirectorState {
  const { interruption } = did === 'show' ? ended(settled(wall, atMs), atMs) : wall.state;
  const lost = standingAt(before.interruption, Date.parse(at));
  const isLost = lost !== null && did !== 'show' && standingAt(interruption, atMs) === null;
  return {
    ...before,
    hand: { ...before.hand, at: instant(atMs) },
    interruption: isLost ? lasting(lost, Date.parse(at), atMs) : interruption,
  };
}

/** It goes on for as long as it still had to. */
function lasting(interruption: Interruption, endedMs: number, atMs: number): Interruption {
  const untilMs = atMs + Date.parse(interruption.until) - endedMs;
  return { ...interruption, from: instant(atMs), until: instant(untilMs) };
}

const instant = (ms: number): string => new Date(ms).toISOString();
