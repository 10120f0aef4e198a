// A page that belongs to a wall follows its director. What is to be shown is worked out here, from the row of the wall and
// the hub's clock, as on every other screen of the wall; nobody tells this page when to turn. The row comes over a line of
// its own, because the page's other line belongs to the area shown, which the director may change. While nothing is heard
// the page goes on with what it last knew, and says so.
import { shownAt } from '@ioc/contracts/director';
import type { Shown } from '@ioc/contracts/director';
import type { Scope } from '@ioc/contracts/scope';
import type { WallRow } from '@ioc/contracts/stream/channels';
import { WHOLE_VIEW } from '@ioc/contracts/stream/view';
import type { View } from '@ioc/contracts/stream/view';
import type { Wall } from '@ioc/contracts/wall';
import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { SteeredArea } from '../api/area.tsx';
import { useResource } from '../api/resource.ts';
import { mayOpen, watchedScopes } from '../api/rights.ts';
import { askWhoAgain, useSite } from '../api/site.tsx';
import type { Hub } from '../stream/hub.ts';
import { useOwnHub } from '../stream/use-hub.tsx';

/** Looked at again at least so often: the hub's clock may turn out to be another one. */
const LOOK_MS = 1_000;
const WALL_MS = 60_000;

export interface Director {
  /** As last heard. */
  readonly wall: Wall;
  readonly shown: Shown;
  readonly hub: Hub;
  /** This page's screen; null: somebody's browser. */
  readonly screenId: string | null;
  readonly mayDrive: boolean;
  /** While the page is in the past nothing turns it. */
  readonly hold: (held: boolean) => void;
}

const DirectorContext = createContext<Director | null>(null);

/** Null: the page belongs to no wall. */
export const useDirector = (): Director | null => use(DirectorContext);

/** `?wall=<id>`: somebody's browser follows a wall as one of its screens would. */
const linkedWall = (): string | null => new URLSearchParams(location.search).get('wall');

const sameShown = (a: Shown, b: Shown): boolean =>
  a.mode === b.mode &&
  a.scene === b.scene &&
  a.area === b.area &&
  a.index === b.index &&
  a.interruption?.from === b.interruption?.from &&
  a.interruption?.until === b.interruption?.until;

/** The same object as long as it says the same, its place in time aside. Null: of no wall. */
function useShownOf(wall: Wall | null, nowMs: () => number): Shown | null {
  const [seen, setSeen] = useState<Shown | null>(null);
  useEffect(() => {
    if (wall === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const atMs = nowMs();
      const next = shownAt(wall, atMs);
      setSeen((before) => (before && sameShown(before, next) ? before : next));
      timer = setTimeout(look, Math.min(LOOK_MS, Math.max(10, (next.untilMs ?? Infinity) - atMs)));
    };
    look();
    return () => clearTimeout(timer);
  }, [wall, nowMs]);
  return wall === null ? null : (seen ?? shownAt(wall, nowMs()));
}

export const useShown = (wall: Wall, nowMs: () => number): Shown =>
  useShownOf(wall, nowMs) ?? shownAt(wall, nowMs());

/** The row while it is heard, and the last one heard while it is not. Null: there is no such wall. */
function useWall(hub: Hub, id: string, view: View): WallRow | null {
  useEffect(() => hub.want('walls', view), [hub, view]);
  const stream = useSyncExternalStore(hub.subscribe, () => hub.stream('walls', view));
  const [known, setKnown] = useState<WallRow | null>(null);
  const row = stream.rows.get(`wall/${id}`);
  const heard = row?.what === 'wall' ? row : stream.synced ? null : known;
  if (heard !== known) setKnown(heard);
  return heard;
}

interface Props {
  readonly id: string;
  readonly scope: Scope;
  readonly children: ReactNode;
}

/** The tree is the same with and without a wall: a word that comes late, or no more, must not build the page anew. */
function Following({ id, scope, children }: Props) {
  const { self } = useSite();
  const isScreen = self?.kind === 'screen';
  const hub = useOwnHub(scope, askWhoAgain);
  const view = useMemo(() => (isScreen ? { wall: id } : WHOLE_VIEW), [isScreen, id]);
  const wall = useWall(hub, id, view);
  const nowMs = useCallback(() => hub.clock.nowMs(), [hub]);
  const live = useShownOf(wall, nowMs);
  const [held, setHeld] = useState<Shown | null>(null);
  const shown = held ?? live;
  const hold = useCallback(
    (isHeld: boolean) =>
      setHeld((before) => (isHeld && wall ? (before ?? shownAt(wall, hub.clock.nowMs())) : null)),
    [wall, hub],
  );
  const screenId = isScreen ? self.id : null;
  const mayDrive = self !== null && !isScreen && mayOpen('remote', self);
  const director = useMemo(
    () => (wall && shown ? { wall, shown, hub, screenId, mayDrive, hold } : null),
    [wall, shown, hub, screenId, mayDrive, hold],
  );
  return (
    <DirectorContext value={director}>
      <SteeredArea value={shown?.area ?? null}>{children}</SteeredArea>
    </DirectorContext>
  );
}

/** A person's browser asks first whose the wall is: its line is opened for that area. */
function FollowingByLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { value, error } = useResource<Wall>(`/api/v1/walls/${encodeURIComponent(id)}`, WALL_MS);
  if (!value) return error ? children : null;
  return (
    <Following id={id} scope={value.scope}>
      {children}
    </Following>
  );
}

/** Around a page that may belong to a wall, outside of all that its area decides. */
export function FollowDirector({ children }: { readonly children: ReactNode }) {
  const { self } = useSite();
  const [linked] = useState(linkedWall);
  const [scope] = self ? watchedScopes(self) : [];
  if (self?.kind === 'screen') {
    if (self.wall === null || scope === undefined) return children;
    return (
      <Following key={self.wall} id={self.wall} scope={scope}>
        {children}
      </Following>
    );
  }
  if (linked === null) return children;
  return <FollowingByLink id={linked}>{children}</FollowingByLink>;
}
