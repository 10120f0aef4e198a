import type { AlertRow } from '@ioc/contracts/stream/channels';
import { useEffect, useRef, useState } from 'react';
import type { StreamState } from '../../../stream/frames.ts';
import { viewOf } from './queue.ts';

const NONE: readonly AlertRow[] = [];

/** Alerts that have just begun to wait for somebody: raised, or calling again. Not those that waited when the page came. */
export function useCalling({ rows, synced }: StreamState<'alerts'>): readonly AlertRow[] {
  const waiting = useRef<ReadonlySet<string> | null>(null);
  const [calling, setCalling] = useState(NONE);
  useEffect(() => {
    if (!synced) return;
    const now = [...rows.values()].filter((row) => viewOf(row) === 'waiting');
    const before = waiting.current;
    waiting.current = new Set(now.map(({ key }) => key));
    const fresh = before === null ? NONE : now.filter(({ key }) => !before.has(key));
    if (fresh.length > 0) setCalling(fresh);
  }, [rows, synced]);
  return calling;
}
