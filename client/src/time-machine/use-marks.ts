// The critical moments of the track, read once a minute while somebody looks, and never kept beyond that: the path moves
// with the clock, and a wall hangs for weeks.
import type { List } from '@ioc/contracts/api/list';
import type { StoredEvent } from '@ioc/contracts/event';
import { useEffect, useState } from 'react';
import { useAreaUnits } from '../api/area-units.ts';
import { readJson } from '../api/request.ts';
import type { Track } from './track.ts';

const MOST = 300;

export interface Moments {
  /** Ms since 1970, in order. */
  readonly moments: readonly number[];
  /** There are more, earlier ones. */
  readonly isCut: boolean;
}

const NONE: Moments = { moments: [], isCut: false };

async function readMoments({ startMs, endMs }: Track, unitIds: ReadonlySet<string> | null): Promise<Moments> {
  const [from, to] = [startMs, endMs].map((atMs) => new Date(atMs).toISOString());
  const query = new URLSearchParams({
    severity: 'critical',
    from: from ?? '',
    to: to ?? '',
    limit: String(MOST),
  });
  const { items, next } = await readJson<List<StoredEvent>>(`/api/v1/events?${query}`);
  const inArea = items.filter(({ unit }) => unitIds === null || (unit !== null && unitIds.has(unit.id)));
  const moments = inArea.map(({ observedAt }) => Date.parse(observedAt)).toSorted((a, b) => a - b);
  return { moments, isCut: next !== null };
}

/** Keep the track the same object, or of whole minutes: each other one is read anew. What fails is tried a minute later. */
export function useMarks({ startMs, endMs }: Track): Moments {
  const [known, setKnown] = useState(NONE);
  const units = useAreaUnits()?.join(' ') ?? null;
  useEffect(() => {
    let isGone = false;
    const unitIds = units === null ? null : new Set(units.split(' '));
    readMoments({ startMs, endMs }, unitIds).then(
      (moments) => !isGone && setKnown(moments),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [startMs, endMs, units]);
  return known;
}
