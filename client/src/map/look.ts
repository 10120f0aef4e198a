// In which colours, words and sizes a map is drawn. A phone's map is drawn smaller than a wall's.
import type { Basemap } from './basemap.ts';
import type { MapWords } from './map-words.ts';
import type { MapPalette } from './palette.ts';
import { basemapStyle } from './style.ts';

export interface Look {
  readonly palette: MapPalette;
  readonly language: 'vi' | 'en';
  readonly words: MapWords;
  readonly remPx: number;
}

/** As in the style sheet, where the inset shrinks at the same width. */
const NARROW_REM = 28;

/** On a phone's map marks shrink with it, or they would be all one sees. */
export const markScale = (widthPx: number) => Math.min(1, Math.max(0.62, widthPx / 760));

/** Names shrink less: they are there to be read. */
const labelScale = (widthPx: number) => Math.max(0.82, markScale(widthPx));

/** The ground of a map that is so wide. */
export const groundStyle = (basemap: Basemap, look: Look, widthPx: number) =>
  basemapStyle(basemap, {
    ...look,
    remPx: look.remPx * labelScale(widthPx),
    isNarrow: widthPx < NARROW_REM * look.remPx,
  });
