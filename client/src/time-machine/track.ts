// The track under the map: a stretch of time with an end, and on it the critical moments. Many of them in one place are
// one mark: a track is some hundreds of pixels wide, and a day may hold thousands.
export interface Track {
  readonly startMs: number;
  readonly endMs: number;
}

interface Mark {
  /** 0..1 along the track. */
  readonly place: number;
  readonly count: number;
}

const PLACES = 160;

export const trackOf = (endMs: number, spanMs: number): Track => ({ startMs: endMs - spanMs, endMs });

/** 0..1 along the track, kept within it. */
export const placeOn = ({ startMs, endMs }: Track, atMs: number): number =>
  Math.min(1, Math.max(0, (atMs - startMs) / (endMs - startMs)));

const isOn = ({ startMs, endMs }: Track, atMs: number): boolean => atMs >= startMs && atMs <= endMs;

export function marksOn(track: Track, moments: readonly number[]): readonly Mark[] {
  const counts = new Map<number, number>();
  for (const atMs of moments.filter((moment) => isOn(track, moment))) {
    const bin = Math.min(PLACES - 1, Math.floor(placeOn(track, atMs) * PLACES));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return [...counts].map(([bin, count]) => ({ place: (bin + 0.5) / PLACES, count }));
}

/** The next moment in that direction, at least a second away; null: there is none. `moments` in order of time. */
export function neighbour(moments: readonly number[], atMs: number, direction: -1 | 1): number | null {
  const away = 1_000;
  return direction === 1
    ? (moments.find((moment) => moment >= atMs + away) ?? null)
    : (moments.findLast((moment) => moment <= atMs - away) ?? null);
}
