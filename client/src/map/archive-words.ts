// What a layer of a site's vector tiles is, by its name: in the words of the two schemas in use (OpenMapTiles, Protomaps) and
// in those that surveyors here write, without marks. A layer is one thing, so that it is drawn once.
import { fold } from '../i18n/fold.ts';

export type Ground = 'water' | 'green' | 'building' | 'road' | 'other';

const WORDS: readonly (readonly [Ground | null, RegExp])[] = [
  // Names are ours to write, and so is where the land ends.
  [
    null,
    /\b(names?|labels?|places?|pois?|housenumbers?|address(es)?|earth|ten|dia danh|nhan)\b|\bland\b(?! (use|cover))/,
  ],
  [
    'green',
    /land ?(use|cover)|\bparks?\b|green|forest|wood|\b(rung|cay xanh|cong vien|thuc vat|tham phu|su dung dat)\b/,
  ],
  ['water', /water|ocean|lake|river|\b(thuy (he|van|loi)|song|suoi|kenh|muong|ho|ao|mat nuoc)\b/],
  ['building', /building|\b(nha|toa nha|nha cua|cong trinh)\b/],
  ['road', /road|transport|highway|street|rail|\b(giao thong|duong|quoc lo|tinh lo)\b/],
];

/** Null: not drawn. */
export function groundOf(layer: string): Ground | null {
  const words = fold(layer)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  const known = WORDS.find(([, pattern]) => pattern.test(words));
  return known ? known[0] : 'other';
}
