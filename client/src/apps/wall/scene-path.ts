// `/wall/:scene`: which scene is shown stands in the address, so that it can be linked, reloaded and gone back from. To
// go to another one loads no page: the map stays, and with it what it cost to build.
import { useSyncExternalStore } from 'react';

/** The scene an address names; `/wall` alone is the overview. */
export const sceneOf = (path: string): string => {
  const [, scene] = path.split('/').filter((part) => part !== '');
  return scene === undefined ? 'overview' : decoded(scene);
};

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

const CHANGED = 'scene-changed';

const addressOf = (scene: string): string => `/wall/${encodeURIComponent(scene)}${location.search}`;

function show(scene: string, how: 'pushState' | 'replaceState'): void {
  if (scene === sceneOf(location.pathname)) return;
  history[how](null, '', addressOf(scene));
  dispatchEvent(new Event(CHANGED));
}

export const goToScene = (scene: string): void => show(scene, 'pushState');

/** The director turns: nobody will want to go back through a week of that. */
export const turnToScene = (scene: string): void => show(scene, 'replaceState');

function subscribe(listener: () => void): () => void {
  for (const name of ['popstate', CHANGED]) addEventListener(name, listener);
  return () => {
    for (const name of ['popstate', CHANGED]) removeEventListener(name, listener);
  };
}

export const useScenePath = (): string => useSyncExternalStore(subscribe, () => sceneOf(location.pathname));
