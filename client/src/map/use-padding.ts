// Keeps the province clear of what lies over the map: what the stylesheet says of the sides, and as much below as the base
// of the map takes, which grows with the legend.
import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { LiveMap } from './live-map.ts';

const BELOW_REM = 0.75;
const SIDES = ['top', 'left', 'right'] as const;

export function usePadding(map: LiveMap | null, pane: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pane.current;
    const base = element?.querySelector<HTMLElement>('.map-base');
    if (!map || !element || !base) return undefined;
    let last = '';
    const measure = () => {
      const style = getComputedStyle(element);
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const [top = 0, left = 0, right = 0] = SIDES.map(
        (side) => Number.parseFloat(style.getPropertyValue(`--pad-${side}`) || '1') * rem,
      );
      const padding = { top, left, right, bottom: base.offsetHeight + BELOW_REM * rem };
      if (JSON.stringify(padding) === last) return;
      last = JSON.stringify(padding);
      element.style.setProperty('--map-base', `${base.offsetHeight}px`);
      map.setPadding(padding);
    };
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    watch.observe(base);
    addEventListener('resize', measure);
    return () => {
      watch.disconnect();
      removeEventListener('resize', measure);
    };
  }, [map, pane]);
}
