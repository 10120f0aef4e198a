// `/admin/scenes` and `/admin/scenes/<id>`: in the address, so that a scene can be pointed at.
import { useEffect, useState } from 'react';
import { goTo } from '../use-section.ts';

export const SCENES_ADDRESS = '/admin/scenes';
export const EDITIONS_PATH = '/api/v1/scene-editions';
export const sceneAddress = (id: string): string => `${SCENES_ADDRESS}/${encodeURIComponent(id)}`;
export const scenePath = (id: string): string => `/api/v1/scenes/${encodeURIComponent(id)}`;
export const openScene = (id: string): void => goTo(sceneAddress(id));

/** Null: the list. */
function idIn({ pathname }: Pick<Location, 'pathname'>): string | null {
  const id = pathname.split('/')[3];
  return id ? decodeURIComponent(id) : null;
}

export function useSceneId(): string | null {
  const [id, setId] = useState(() => idIn(location));
  useEffect(() => {
    const read = () => setId(idIn(location));
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  return id;
}

/** Asks before the page is closed with something unsaved; within the pages of administration it is kept (kept-draft.ts). */
export function useUnsavedGuard(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
