// A link to a clip opens it: the page goes there by itself, plays to the clip's end and pauses. Back at present the
// address is the wall's again, or loading the page anew would throw it into the past.
import type { Clip } from '@ioc/contracts/api/clips';
import { useEffect, useState } from 'react';
import { useLiveHub } from '../stream/use-hub.tsx';
import { clipIn, readClip } from './clips.ts';
import type { TimeMachine } from './time-machine.ts';

export interface LinkedClip {
  readonly clip: Clip | null;
  /** There is none of that name in this area, or it could not be read. */
  readonly isMissing: boolean;
}

const NONE: LinkedClip = { clip: null, isMissing: false };

function forgetLink(): void {
  const { pathname, hash } = location;
  history.replaceState(null, '', `${pathname}${hash}`);
}

export function useLinkedClip(machine: TimeMachine): LinkedClip {
  const { scope } = useLiveHub();
  const [linked, setLinked] = useState(NONE);
  useEffect(() => {
    const id = clipIn(location.search);
    if (id === null) return undefined;
    let isGone = false;
    let leave = () => {};
    const open = (clip: Clip) => {
      if (isGone) return;
      const { mode, speed } = clip;
      setLinked({ clip, isMissing: false });
      machine.enter({
        atMs: Date.parse(clip.from),
        untilMs: Date.parse(clip.to),
        mode,
        speed,
        playing: true,
      });
      leave = machine.subscribe(() => {
        if (machine.past !== null) return;
        leave();
        forgetLink();
        setLinked(NONE);
      });
    };
    readClip(scope, id).then(open, () => !isGone && setLinked({ clip: null, isMissing: true }));
    return () => {
      isGone = true;
      leave();
    };
  }, [machine, scope]);
  return linked;
}
