// Which state the director is in, small and calm: a word, what comes next, a quiet line that fills. It is news only when
// nothing is heard of the director any more.
import type { Shown } from '@ioc/contracts/director';
import { shownAt } from '@ioc/contracts/director';
import { CloudOff, History, ListVideo, Pause, Pin, Siren, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CSSProperties } from 'react';
import { useSceneTitles } from '../api/scenes.ts';
import { useDirectorText } from '../i18n/director-text.ts';
import { useFormat } from '../i18n/language.ts';
import type { Hub } from '../stream/hub.ts';
import type { Director } from './director.tsx';
import './director.css';

const TICK_MS = 1_000;
const ICONS: Readonly<Record<Shown['mode'], LucideIcon>> = {
  rotating: ListVideo,
  paused: Pause,
  pinned: Pin,
  interrupted: Siren,
};

function isUnheard(hub: Hub): boolean {
  const { connection, heardAtMs } = hub.hear();
  return (connection !== 'live' && heardAtMs !== null) || !hub.freshness().fresh;
}

interface Tick {
  readonly nowMs: number;
  /** How many looks in a row: a page that stood still for a moment finds its heartbeats a moment later. */
  readonly silent: number;
}

const look = (hub: Hub, silent: number): Tick => ({
  nowMs: hub.clock.nowMs(),
  silent: isUnheard(hub) ? silent + 1 : 0,
});

/** Looked at once a second. */
function useTick(hub: Hub): Tick {
  const [tick, setTick] = useState(() => look(hub, 0));
  useEffect(() => {
    const timer = setInterval(() => setTick(({ silent }) => look(hub, silent)), TICK_MS);
    return () => clearInterval(timer);
  }, [hub]);
  return tick;
}

export type Aside = 'past' | 'unable' | null;

/** `aside`: the page does not do what the director says. */
export function DirectorStrip({ director, aside }: { readonly director: Director; readonly aside: Aside }) {
  const text = useDirectorText();
  const format = useFormat();
  const titles = useSceneTitles();
  const { wall } = director;
  const { nowMs, silent } = useTick(director.hub);
  const unheard = silent > 1;
  const shown = shownAt(wall, nowMs);
  const count = wall.programme.length;
  const next = wall.programme[(shown.index + 1) % Math.max(1, count)];
  const leftMs = shown.untilMs === null ? null : Math.max(0, shown.untilMs - nowMs);
  const part = shown.mode === 'rotating' && shown.dwellMs > 0 ? shown.elapsedMs / shown.dwellMs : 0;
  const Icon = unheard ? CloudOff : aside === 'past' ? History : aside ? TriangleAlert : ICONS[shown.mode];
  const word = unheard ? text.unheard : aside ? text[aside] : text.mode[shown.mode];
  const span = leftMs === null ? null : format.span(leftMs + 999);
  const then =
    aside || unheard || span === null
      ? null
      : shown.mode === 'interrupted'
        ? text.card.back(span)
        : shown.mode === 'rotating' && next !== undefined
          ? text.next(titles.get(next.scene) ?? next.scene, span)
          : null;
  return (
    <section
      className="director-strip"
      aria-label={text.label}
      data-mode={unheard ? 'unheard' : (aside ?? shown.mode)}
      title={unheard ? text.unheardHint : director.mayDrive ? text.keys : wall.name}
    >
      <Icon aria-hidden="true" />
      <span className="director-word">{word}</span>
      {then !== null && <span className="director-next figures">{then}</span>}
      <i aria-hidden="true" style={{ '--part': Math.min(1, part) } as CSSProperties} />
    </section>
  );
}
