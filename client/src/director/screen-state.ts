// Does a screen follow? By what it said last, and when: a screen that says nothing may show anything.
import { shownAt } from '@ioc/contracts/director';
import type { WallScreenRow } from '@ioc/contracts/stream/channels';
import type { Wall } from '@ioc/contracts/wall';

/** Two words and a half: one may be lost. */
export const SILENT_AFTER_MS = 40_000;
/** From a command to the word of a screen that it has been taken, on a slow line. */
export const GRACE_MS = 5_000;

export type ScreenState = 'following' | 'lagging' | 'silent' | 'never' | 'past' | 'unable';

export function screenStateOf(wall: Wall, said: WallScreenRow | undefined, nowMs: number): ScreenState {
  if (!said) return 'never';
  if (nowMs - Date.parse(said.at) > SILENT_AFTER_MS) return 'silent';
  const { shown } = said;
  if (shown.state === 'past' || shown.state === 'unable') return shown.state;
  const isRecent = (sinceMs: number) => nowMs - sinceMs < GRACE_MS;
  if (shown.version < wall.version) return isRecent(Date.parse(wall.changedAt)) ? 'following' : 'lagging';
  // What it should have turned to by now: a little earlier may still be on its way here.
  const [due, before] = [shownAt(wall, nowMs), shownAt(wall, nowMs - GRACE_MS)];
  const shows = ({ scene, area }: { readonly scene: string; readonly area: string }) =>
    shown.area === area && (shown.scene === scene || shown.state === 'interrupted');
  return shows(due) || shows(before) ? 'following' : 'lagging';
}
