// What a key or a drag makes of the places: all of them afterwards, or why nothing happens.
import { moved, partAt, pushed, resized, resizedAtStart, samePlace, swapped } from './grid.ts';
import type { Place } from './grid.ts';

export type Grip = 'move' | 'left' | 'right' | 'top' | 'bottom' | 'corner';

export interface Outcome {
  readonly places: readonly Place[];
  /** `edge`: it is at the end of the wall; `room`: a neighbour would become too small. */
  readonly refused: 'edge' | 'room' | null;
  /** The part that changes places with it; null: none does. */
  readonly swap: number | null;
}

const kept = (places: readonly Place[], refused: Outcome['refused']): Outcome => ({
  places,
  refused,
  swap: null,
});

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** By one column or row, or more where Ctrl is held; null: this key moves nothing. */
export function stepped(
  places: readonly Place[],
  index: number,
  { key, shiftKey, ctrlKey }: { readonly key: string; readonly shiftKey: boolean; readonly ctrlKey: boolean },
): Outcome | null {
  const step = STEPS[key];
  const place = places[index];
  if (!step || !place) return null;
  const far = ctrlKey ? 4 : 1;
  return changedTo(places, index, (shiftKey ? resized : moved)(place, step[0] * far, step[1] * far));
}

export function changedTo(places: readonly Place[], index: number, next: Place): Outcome {
  const place = places[index];
  if (!place || samePlace(place, next)) return kept(places, 'edge');
  const after = pushed(places, index, next);
  return after ? { places: after, refused: null, swap: null } : kept(places, 'room');
}

export interface Pull {
  readonly grip: Grip;
  readonly columns: number;
  readonly rows: number;
  /** The cell under the pointer. */
  readonly over: readonly [column: number, row: number];
}

/** Moved onto another part, the two change places; onto free cells, or grown, the neighbours give way. */
export function pulled(
  places: readonly Place[],
  index: number,
  { grip, columns, rows, over }: Pull,
): Outcome {
  const place = places[index];
  if (!place) return kept(places, null);
  if (grip !== 'move') {
    const next = grownBy(place, grip, columns, rows);
    return samePlace(place, next) ? kept(places, null) : changedTo(places, index, next);
  }
  const next = moved(place, columns, rows);
  if (samePlace(place, next)) return kept(places, null);
  const under = partAt(places, ...over);
  if (under >= 0 && under !== index)
    return { places: swapped(places, index, under), refused: null, swap: under };
  return changedTo(places, index, next);
}

function grownBy(place: Place, grip: Grip, columns: number, rows: number): Place {
  if (grip === 'left') return resizedAtStart(place, columns, 0);
  if (grip === 'top') return resizedAtStart(place, 0, rows);
  return resized(place, grip === 'bottom' ? 0 : columns, grip === 'right' ? 0 : rows);
}
