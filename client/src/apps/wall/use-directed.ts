// The wall page under a director: it turns to the scene, stays where it is while it is in the past, says what it shows.
import type { Scene } from '@ioc/contracts/scene';
import { useEffect } from 'react';
import { useOptionalArea } from '../../api/area.tsx';
import { useSite } from '../../api/site.tsx';
import { useAcknowledge } from '../../director/acknowledge.ts';
import { useDirector } from '../../director/director.tsx';
import type { Director } from '../../director/director.tsx';
import type { Aside } from '../../director/DirectorStrip.tsx';
import { useHub } from '../../stream/use-hub.tsx';
import { directedScene } from './directed-scene.ts';
import { turnToScene } from './scene-path.ts';

export interface Directed {
  readonly director: Director | null;
  readonly aside: Aside;
}

export function useDirected(scenes: readonly Scene[], asked: string): Directed {
  const director = useDirector();
  const { self } = useSite();
  const area = useOptionalArea()?.scope ?? 'province';
  const isPast = useHub().past !== null;
  const target = director && directedScene(director.shown, scenes, self?.scenes ?? null);
  const hold = director?.hold;
  useEffect(() => hold?.(isPast), [hold, isPast]);
  useEffect(() => {
    if (target !== null && !isPast) turnToScene(target);
  }, [target, isPast]);
  const aside = director === null ? null : isPast ? 'past' : target === null ? 'unable' : null;
  const state = aside ?? director?.shown.mode ?? 'rotating';
  useAcknowledge(director, { scene: asked, area, state });
  return { director, aside };
}
