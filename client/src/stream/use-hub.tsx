import type { Scope } from '@ioc/contracts/scope';
import type { Channel } from '@ioc/contracts/stream/channels';
import { WHOLE_VIEW, viewKey } from '@ioc/contracts/stream/view';
import type { View } from '@ioc/contracts/stream/view';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { StreamState } from './frames.ts';
import { isHistorySkipped, untilSilenceMs } from './freshness.ts';
import type { Connection, Freshness } from './freshness.ts';
import type { Hearable } from './hearable.ts';
import { Hub } from './hub.ts';
import type { PastHub } from './past-hub.ts';
import { HubSocket } from './socket.ts';

const HubContext = createContext<Hearable | null>(null);
const LiveContext = createContext<Hub | null>(null);

const browserPorts = {
  nextFrame: (callback: () => void) =>
    void (document.hidden ? setTimeout(callback, 500) : requestAnimationFrame(callback)),
  steadyMs: () => performance.now(),
};

interface LiveHubProps {
  readonly scope: Scope;
  /** The hub closed the line on purpose: rights may have changed. */
  readonly onTurnedAway: () => void;
  readonly children: ReactNode;
}

/** A line of its own beside the page's, for what must outlast a change of the page's area. */
export function useOwnHub(scope: Scope, onTurnedAway: () => void): Hub {
  const hub = useMemo(() => new Hub(browserPorts, scope), [scope]);
  useEffect(() => {
    const socket = new HubSocket(hub, onTurnedAway);
    socket.start();
    return () => socket.stop();
  }, [hub, onTurnedAway]);
  return hub;
}

/** Opens the page's one line to the hub. Give it `key={scope}`: another area is another hub that knows nothing yet. */
export function LiveHub({ scope, onTurnedAway, children }: LiveHubProps) {
  const [hub] = useState(() => new Hub(browserPorts, scope));
  useEffect(() => {
    const socket = new HubSocket(hub, onTurnedAway);
    socket.start();
    return () => socket.stop();
  }, [hub, onTurnedAway]);
  return (
    <LiveContext value={hub}>
      <HubContext value={hub}>{children}</HubContext>
    </LiveContext>
  );
}

/** Puts a clock of the past in the hub's place for everything beneath; null leaves the present there. */
export function InPast({ past, children }: { readonly past: PastHub | null; readonly children: ReactNode }) {
  const live = useLiveHub();
  return <HubContext value={past ?? live}>{children}</HubContext>;
}

/** The hub of now, for what leads into the past and back. Nothing that shows figures may ask for it. */
export function useLiveHub(): Hub {
  const hub = use(LiveContext);
  if (!hub) throw new Error('a live part stands outside <LiveHub>');
  return hub;
}

/** What the page listens to: the hub of now, or a clock of the past. */
export function useHub(): Hearable {
  const hub = use(HubContext);
  if (!hub) throw new Error('a live part stands outside <LiveHub>');
  return hub;
}

/** Listens to a channel, or a view of it, for as long as the component lives. */
export function useStream<C extends Channel>(channel: C, view: View = WHOLE_VIEW): StreamState<C> {
  const hub = useHub();
  const key = viewKey(view);
  // By its key: a view written down in a component is another object each time.
  const [wanted, setWanted] = useState(view);
  if (viewKey(wanted) !== key) setWanted(view);
  useEffect(() => hub.want(channel, wanted), [hub, channel, wanted]);
  return useSyncExternalStore(hub.subscribe, () => hub.stream(channel, wanted));
}

export interface Liveness {
  readonly connection: Connection;
  readonly freshness: Freshness;
  /** The hub's clock, ms since 1970. */
  readonly nowMs: number;
  /** A moment ago what was missed could not be filled in (S3). */
  readonly skipped: boolean;
}

const FRESH: Freshness = { fresh: true };

const LOOK_MS = 500;

/** The hub's clock and whether to trust the screen, looked at again twice a second. */
export function useLiveness(): Liveness {
  const hub = useHub();
  const [tick, setTick] = useState(() => ({ nowMs: hub.clock.nowMs(), freshness: FRESH, skipped: false }));
  useEffect(() => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      setTick({
        nowMs: hub.clock.nowMs(),
        freshness: hub.freshness(),
        skipped: isHistorySkipped(hub.hear(), performance.now()),
      });
      // Half a second later would be half a second too late to say within three that nothing is heard.
      const silentInMs = untilSilenceMs(hub.hear(), performance.now());
      clearTimeout(silence);
      if (silentInMs > 0 && silentInMs < LOOK_MS) silence = setTimeout(look, silentInMs + 1);
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(silence);
    };
  }, [hub]);
  const connection = useSyncExternalStore(hub.subscribe, () => hub.hear().connection);
  return { connection, ...tick };
}
