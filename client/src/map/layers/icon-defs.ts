// deck asks every mark for its icon, one by one, whenever a set of marks has changed: with ten thousand marks a good part of
// a look. All marks of one layer have the same icon, so where it lies in the atlas is written down once, in the order in
// which deck's IconLayer keeps it (`getInstanceIconDef`), and handed over ready: the same array for as long as it is long
// enough, by which deck sees that there is nothing to compute and nothing to send.
import type { IconAtlas } from '../icon-atlas.ts';

type Icon = IconAtlas['mapping'][string];

/** Offset of the anchor from the middle (2), place in the atlas (4), whether it takes the mark's colour (1). */
const SIZE = 7;
const LEAST = 64;

export interface IconDefs {
  readonly value: Float32Array;
  readonly size: number;
}

const known = new WeakMap<Icon, IconDefs>();

/** For at least `count` marks that all look like `icon`. */
export function iconDefsOf(icon: Icon, count: number): IconDefs {
  const last = known.get(icon);
  if (last && last.value.length >= count * SIZE) return last;
  const { x, y, width, height, mask } = icon;
  const one = [0, 0, x, y, width, height, Number(mask)];
  const value = new Float32Array(2 ** Math.ceil(Math.log2(Math.max(count, LEAST))) * SIZE);
  for (let at = 0; at < value.length; at += SIZE) value.set(one, at);
  const defs = { value, size: SIZE };
  known.set(icon, defs);
  return defs;
}
