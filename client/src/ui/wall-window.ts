// One picture over several screens: a page that shows only a window of it lays everything out as if it had the whole wall,
// moved so that its own part lies in view. What does not touch the window is not drawn.
import { createContext, use, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** The whole picture and where this page's window begins in it, in CSS pixels of this page. */
export interface WallWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Null: the page shows everything. */
export const WindowOfWall = createContext<WallWindow | null>(null);

export const useWallWindow = (): WallWindow | null => use(WindowOfWall);

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What of the box lies in view; null: nothing. */
export function partInView(box: Box, width: number, height: number): Box | null {
  const part = {
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(width, box.right),
    bottom: Math.min(height, box.bottom),
  };
  return part.left < part.right && part.top < part.bottom ? part : null;
}

/** Does the element touch this page's window? It is looked at again whenever its size or the window changes. */
export function useTouchesWindow(element: RefObject<HTMLElement | null>): boolean {
  const wall = useWallWindow();
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (!wall || !current) return undefined;
    const look = () => setSeen(partInView(current.getBoundingClientRect(), innerWidth, innerHeight) !== null);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(current);
    addEventListener('resize', look);
    return () => {
      watch.disconnect();
      removeEventListener('resize', look);
    };
  }, [wall, element]);
  return wall === null || seen;
}
