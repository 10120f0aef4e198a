// A stream for what is dear to draw: a map draws all of itself for one moved point. It follows at its own pace, and at
// once when there is news that must not wait (S5).
import type { Channel } from '@ioc/contracts/stream/channels';
import { useEffect, useState } from 'react';
import type { StreamState } from './frames.ts';
import { useHub } from './use-hub.tsx';

/** In the past things are watched in motion, and all parts are to show the same moment. */
const PAST_PACE_MS = 400;

/** `isNews` compares what is shown with what is there; keep it cheap and outside the component. */
export function usePacedStream<C extends Channel>(
  channel: C,
  everyMs: number,
  isNews: (shown: StreamState<C>, now: StreamState<C>) => boolean,
): StreamState<C> {
  const hub = useHub();
  const [shown, setShown] = useState(() => hub.stream(channel));
  useEffect(() => hub.want(channel), [hub, channel]);
  useEffect(() => {
    let last = hub.stream(channel);
    let lastAtMs = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      clearTimeout(timer);
      timer = undefined;
      last = hub.stream(channel);
      lastAtMs = performance.now();
      setShown(last);
    };
    const look = () => {
      const now = hub.stream(channel);
      if (now === last) return;
      const paceMs = hub.past === null ? everyMs : Math.min(everyMs, PAST_PACE_MS);
      const waitMs = lastAtMs + paceMs - performance.now();
      if (waitMs <= 0 || now.synced !== last.synced || isNews(last, now)) show();
      else timer ??= setTimeout(show, waitMs);
    };
    look();
    const leave = hub.subscribe(look);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [hub, channel, everyMs, isNews]);
  return shown;
}
