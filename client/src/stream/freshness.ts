// S6: what is not stored does not exist. When heartbeats stop or the hub says that it cannot store, screens freeze,
// grey out and say since when; a live socket alone is not live data.
// Heartbeats come every second; a screen that hears none says so within three (F15).
export const SILENCE_MS = 2500;

/** How long it is said that history was skipped: long enough to be read, and the list is whole all the same. */
const SKIPPED_MS = 15_000;

/** `outdated`: the hub speaks another wire than this page, which hears nothing until it has loaded itself again. */
export type Connection = 'connecting' | 'live' | 'lost' | 'refused' | 'outdated';

export interface Hearing {
  readonly connection: Connection;
  /** Steady clock at the newest heartbeat; null: none yet. */
  readonly heardAtMs: number | null;
  readonly openedAtMs: number;
  readonly storing: boolean;
  /** `stored_at` of the newest change known to the hub. */
  readonly storedAt: string | null;
  /** The hub's clock in the newest heartbeat. */
  readonly hubAt: string | null;
  /** Steady clock when a snapshot of things came in place of what was missed (S3). */
  readonly skippedAtMs: number | null;
}

/** Whether to say that what came and went while the page was away is not shown. */
export const isHistorySkipped = ({ skippedAtMs }: Hearing, steadyNowMs: number): boolean =>
  skippedAtMs !== null && steadyNowMs - skippedAtMs < SKIPPED_MS;

/** In how long it is silence if nothing more is heard; below nothing: it is. */
export const untilSilenceMs = ({ heardAtMs, openedAtMs }: Hearing, steadyNowMs: number): number =>
  (heardAtMs ?? openedAtMs) + SILENCE_MS - steadyNowMs;

export type Freshness =
  | { readonly fresh: true }
  | {
      readonly fresh: false;
      readonly why: 'never' | 'silent' | 'not-storing' | 'outdated';
      readonly since: string | null;
    };

/** Judges by the steady clock. Before the first heartbeat a page has the same grace as after it. */
export function judgeFreshness(hearing: Hearing, steadyNowMs: number): Freshness {
  if (hearing.connection === 'outdated') return { fresh: false, why: 'outdated', since: hearing.hubAt };
  if (hearing.heardAtMs === null) {
    return steadyNowMs - hearing.openedAtMs > SILENCE_MS
      ? { fresh: false, why: 'never', since: null }
      : { fresh: true };
  }
  if (steadyNowMs - hearing.heardAtMs > SILENCE_MS)
    return { fresh: false, why: 'silent', since: hearing.hubAt };
  if (!hearing.storing) return { fresh: false, why: 'not-storing', since: hearing.storedAt };
  return { fresh: true };
}
