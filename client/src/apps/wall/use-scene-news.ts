// Somebody saved a scene: the hub's heartbeat then bears another number, and the wall reads the scenes again, within
// seconds and without asking any oftener than before while nothing is new. A line that was lost and found asks too.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { readAgain } from '../../api/resource.ts';
import { SCENES_PATH } from '../../api/scenes.ts';
import { useLiveHub } from '../../stream/use-hub.tsx';

/** Many walls hear it in the same second; they do not all ask in it. */
const SPREAD_MS = 1_500;

export function useSceneNews(): void {
  const hub = useLiveHub();
  const said = useSyncExternalStore(hub.subscribe, () => hub.scenesSaid);
  const isFirst = useRef(true);
  useEffect(() => {
    if (said === null) return undefined;
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    const timer = setTimeout(() => readAgain(SCENES_PATH), Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [said]);
}
