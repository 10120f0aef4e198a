// A stream for what is dear to draw: a map draws all of itself for one moved point. It follows at its own pace, and at
// once when there is news that must not wait (S5).
import type { Channel } from '@ioc/contracts/stream/channels';
import { useEffect, useState } from 'react';
import type { StreamState } from './frames.ts';
import { usePartView, viewOf } from './part-view.tsx';
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
  const view = viewOf(channel, usePartView());
  const [shown, setShown] = useState(() => ({ hub, view, stream: hub.stream(channel, view) }));
  useEffect(() => hub.want(channel, view), [hub, channel, view]);
  useEffect(() => {
    let last = hub.stream(channel, view);
    let lastAtMs = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      clearTimeout(timer);
      timer = undefined;
      last = hub.stream(channel, view);
      lastAtMs = performance.now();
      setShown({ hub, view, stream: last });
    };
    const look = () => {
      const now = hub.stream(channel, view);
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
  }, [hub, channel, view, everyMs, isNews]);
  // What another view held, or the past, is not shown a moment longer.
  return shown.hub === hub && shown.view === view ? shown.stream : hub.stream(channel, view);
}
