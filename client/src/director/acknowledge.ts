// A screen says what it shows: at once when that changes, and every quarter of a minute so that silence is noticed. What
// could not be said is not kept: the next word says more.
import type { ShownByScreen } from '@ioc/contracts/wall';
import { useEffect } from 'react';
import { sendJson } from '../api/request.ts';
import type { Director } from './director.tsx';

const ACKNOWLEDGE_MS = 15_000;

export type Showing = Omit<ShownByScreen, 'version'>;

export function useAcknowledge(director: Director | null, { scene, area, state }: Showing): void {
  const version = director?.screenId == null ? null : director.wall.version;
  useEffect(() => {
    if (version === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const say = async () => {
      await sendJson('POST', '/api/v1/walls/own/shown', { scene, area, state, version }).catch(
        () => undefined,
      );
      if (!isOver) timer = setTimeout(() => void say(), ACKNOWLEDGE_MS * (0.9 + Math.random() / 5));
    };
    void say();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [version, scene, area, state]);
}
