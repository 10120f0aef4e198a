// Moves on the wall of 48 by 48. A part never lies over another: what is moved or grown pushes its neighbours back, each
// at the side where it loses least, and where one of them would become too small to be read the move is refused. Two
// parts may also change places, which always fits.
import { SCENE_GRID } from '@ioc/contracts/scene';
import type { ScenePlace } from '@ioc/contracts/scene';

/** Columns or rows below which nothing can be read. */
const LEAST = 4;
/** What a new panel asks for where there is room. */
const USUAL = [16, 16] as const;

export type Place = ScenePlace;
type Axis = 0 | 1;
const AXES: readonly Axis[] = [0, 1];
const MOST: readonly [number, number] = [SCENE_GRID.columns, SCENE_GRID.rows];

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const endOf = ({ at, size }: Place, axis: Axis) => at[axis] + size[axis];
const areaOf = ({ size }: Place) => size[0] * size[1];

export const moved = ({ at, size }: Place, columns: number, rows: number): Place => ({
  at: [within(at[0] + columns, 1, MOST[0] - size[0] + 1), within(at[1] + rows, 1, MOST[1] - size[1] + 1)],
  size,
});

/** At its right and lower edge. */
export const resized = ({ at, size }: Place, columns: number, rows: number): Place => ({
  at,
  size: [
    within(size[0] + columns, Math.min(LEAST, size[0]), MOST[0] - at[0] + 1),
    within(size[1] + rows, Math.min(LEAST, size[1]), MOST[1] - at[1] + 1),
  ],
});

/** At its left and upper edge; the others stay where they are. */
export function resizedAtStart({ at, size }: Place, columns: number, rows: number): Place {
  const from = AXES.map((axis) =>
    within(at[axis] + (axis === 0 ? columns : rows), 1, at[axis] + size[axis] - Math.min(LEAST, size[axis])),
  ) as [number, number];
  return { at: from, size: [at[0] + size[0] - from[0], at[1] + size[1] - from[1]] };
}

export const overlap = (a: Place, b: Place): boolean =>
  AXES.every((axis) => a.at[axis] < endOf(b, axis) && b.at[axis] < endOf(a, axis));

export const samePlace = (a: Place, b: Place): boolean =>
  AXES.every((axis) => a.at[axis] === b.at[axis] && a.size[axis] === b.size[axis]);

/** All places with `next` at `index`; null: it does not fit. */
export function pushed(places: readonly Place[], index: number, next: Place): readonly Place[] | null {
  const all = places.map((place, at) => {
    if (at === index) return next;
    return overlap(place, next) ? cutBack(place, next) : place;
  });
  return all.includes(null) ? null : (all as readonly Place[]);
}

/** What is left of a place beside another; null: too little. */
function cutBack(place: Place, by: Place): Place | null {
  const rests = AXES.flatMap((axis) => [
    spanned(place, axis, place.at[axis], by.at[axis]),
    spanned(place, axis, endOf(by, axis), endOf(place, axis)),
  ]).filter(({ size }) => AXES.every((axis) => size[axis] >= Math.min(LEAST, place.size[axis])));
  return rests.toSorted((a, b) => areaOf(b) - areaOf(a))[0] ?? null;
}

function spanned({ at, size }: Place, axis: Axis, from: number, to: number): Place {
  return axis === 0
    ? { at: [from, at[1]], size: [to - from, size[1]] }
    : { at: [at[0], from], size: [size[0], to - from] };
}

export const swapped = (places: readonly Place[], one: number, other: number): readonly Place[] =>
  places.map((place, at) => (at === one ? places[other] : at === other ? places[one] : place) ?? place);

/** The part that covers a cell; -1: none. */
export const partAt = (places: readonly Place[], column: number, row: number): number =>
  places.findIndex((place) => overlap(place, { at: [column, row], size: [1, 1] }));

/** Where a new part goes: into free room, else into half of the largest part. Null: all are too small for that. */
export function withRoom(
  places: readonly Place[],
): { readonly places: readonly Place[]; readonly place: Place } | null {
  for (const [columns, rows] of [USUAL, [12, 12], [8, 8], [LEAST, LEAST]] as const) {
    const place = freePlace(places, columns, rows);
    if (place) return { places, place: grown(place, places) };
  }
  const largest = places.reduce((a, b, at) => (areaOf(b) > areaOf(places[a] ?? b) ? at : a), 0);
  const whole = places[largest];
  if (!whole) return { places, place: { at: [1, 1], size: [...USUAL] } };
  const axis: Axis = whole.size[0] >= whole.size[1] ? 0 : 1;
  const cut = whole.at[axis] + Math.ceil(whole.size[axis] / 2);
  if (endOf(whole, axis) - cut < LEAST) return null;
  return {
    places: places.map((place, at) => (at === largest ? spanned(whole, axis, whole.at[axis], cut) : place)),
    place: spanned(whole, axis, cut, endOf(whole, axis)),
  };
}

/** As far as there is free room, up to what is usual. */
function grown(place: Place, places: readonly Place[]): Place {
  const larger = AXES.filter((axis) => place.size[axis] < USUAL[axis])
    .map((axis) => resized(place, axis === 0 ? 1 : 0, axis === 1 ? 1 : 0))
    .find((next) => !samePlace(next, place) && !places.some((other) => overlap(other, next)));
  return larger ? grown(larger, places) : place;
}

function freePlace(places: readonly Place[], columns: number, rows: number): Place | null {
  for (let row = 1; row <= MOST[1] - rows + 1; row += 1)
    for (let column = 1; column <= MOST[0] - columns + 1; column += 1) {
      const place: Place = { at: [column, row], size: [columns, rows] };
      if (!places.some((other) => overlap(place, other))) return place;
    }
  return null;
}
