// Which part of the wall's picture this page shows, in its own pixels: the screen's rectangle is as wide as the page. Two
// screens of different sharpness draw the same picture at their own size, and join on the wall.
import type { Wall } from '@ioc/contracts/wall';
import { useEffect, useMemo, useState } from 'react';
import type { WallWindow } from '../ui/wall-window.ts';
import type { Director } from './director.tsx';

/** `&screen=<id>`: somebody's browser shows the window of a screen. */
const linkedScreen = (): string | null => new URLSearchParams(location.search).get('screen');

/** Null: the page shows all of the picture. */
export function windowOf(
  { picture, screens }: Pick<Wall, 'picture' | 'screens'>,
  screenId: string | null,
  pageWidth: number,
): WallWindow | null {
  const place = screens.find(({ id }) => id === screenId)?.place;
  if (!picture || !place) return null;
  const scale = pageWidth / place.width;
  return {
    x: place.x * scale,
    y: place.y * scale,
    width: picture.width * scale,
    height: picture.height * scale,
  };
}

export function useWindowOfDirector(director: Director | null): WallWindow | null {
  const [pageWidth, setPageWidth] = useState(() => innerWidth);
  const [linked] = useState(linkedScreen);
  useEffect(() => {
    const measure = () => setPageWidth(innerWidth);
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  const wall = director?.wall;
  const screenId = director?.screenId ?? linked;
  const words = wall ? JSON.stringify(windowOf(wall, screenId, pageWidth)) : 'null';
  const found = useMemo(() => JSON.parse(words) as WallWindow | null, [words]);
  useRootOfPicture(found);
  return found;
}

/** One rem is 1/60 of the picture's height, as it is 1/60 of one screen's (tokens.css): type runs through the seam. */
function useRootOfPicture(picture: WallWindow | null): void {
  const px = picture && Math.min(96, Math.max(16, Math.min(picture.height / 60, picture.width * 0.009_375)));
  useEffect(() => {
    if (px === null) return undefined;
    const { style } = document.documentElement;
    style.fontSize = `${px}px`;
    dispatchEvent(new Event('resize'));
    return () => {
      style.fontSize = '';
      dispatchEvent(new Event('resize'));
    };
  }, [px]);
}
