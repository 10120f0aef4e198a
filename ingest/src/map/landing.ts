// Where coordinates fall. Metres look alike on every meridian: one that is wrong by fifteen minutes puts a commune some 27 km
// to the side. So each frame is tried, and what counts is how many features come to lie where they belong.
import { MAP_FRAMES, WGS_84 } from '@ioc/contracts/map-frame';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import { toDegrees } from './frames.ts';
import type { Degrees } from './frames.ts';
import type { KnownUnit, PlaceBook } from './place-book.ts';

export interface Sample {
  /** As the file writes it. */
  readonly x: number;
  readonly y: number;
  /** Null: it is of no unit that is known. */
  readonly unit: KnownUnit | null;
}

const MOST_SAMPLES = 400;
const SHOWN = 5;
const VIETNAM = { west: 100, east: 120, south: 5, north: 25 } as const;

const MOST_CORNERS = 60;

/** About the middle of the first line of a geometry, however deep it lies; null: it has no numbers. */
function middleOf(coordinates: unknown): readonly [number, number] | null {
  let value = coordinates;
  for (let depth = 0; depth < 5 && Array.isArray(value); depth += 1) {
    const list = value as unknown[];
    const pairs = (typeof list[0] === 'number' ? [list] : list).filter(isPair);
    if (pairs.length > 0) return meanOf(pairs);
    [value] = list;
  }
  return null;
}

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';

function meanOf(pairs: readonly (readonly [number, number])[]): readonly [number, number] {
  const step = Math.max(1, Math.floor(pairs.length / MOST_CORNERS));
  const some = pairs.filter((_, at) => at % step === 0);
  const sum = (axis: 0 | 1) => some.reduce((total, pair) => total + pair[axis], 0);
  return [sum(0) / some.length, sum(1) / some.length];
}

/** The middle of each feature, of some of them when they are many. */
export function samplesOf(
  features: readonly unknown[],
  unitOf: (feature: unknown) => KnownUnit | null,
): Sample[] {
  const step = Math.max(1, Math.floor(features.length / MOST_SAMPLES));
  return features.flatMap((feature, at) => {
    if (at % step !== 0) return [];
    const geometry = (feature as { geometry?: { coordinates?: unknown } } | null)?.geometry;
    const pair = middleOf(geometry?.coordinates);
    return pair ? [{ x: pair[0], y: pair[1], unit: unitOf(feature) }] : [];
  });
}

export const areDegrees = (samples: readonly Sample[]): boolean =>
  samples.every(({ x, y }) => Math.abs(x) <= 180 && Math.abs(y) <= 180);

/** Latitude before longitude, or north before east as surveyors write: nothing of Vietnam looks so the right way round. */
export function areTurned(samples: readonly Sample[]): boolean {
  const { west, east, south, north } = VIETNAM;
  const isTurned = areDegrees(samples)
    ? ({ x, y }: Sample) => x > south && x < north && y > west && y < east
    : ({ x, y }: Sample) => x > 800_000 && x < 2_700_000 && y > 50_000 && y < 950_000;
  return samples.length > 0 && samples.every(isTurned);
}

const belongs = (book: PlaceBook, { unit }: Sample, point: Degrees): boolean =>
  (unit && book.isNear(unit, point)) ?? book.holds(point) ?? false;

/** Frames in which samples come to lie where they belong, with their share, best first. */
export function fittingFrames(
  samples: readonly Sample[],
  isTurned: boolean,
  book: PlaceBook,
): readonly { readonly frame: MapFrameId; readonly inside: number }[] {
  const metres = MAP_FRAMES.filter(
    ({ id, meridian }) => id !== WGS_84 && (meridian !== null || id === 'EPSG:3857'),
  );
  return metres
    .map((frame) => {
      const place = toDegrees(frame);
      const good = samples.filter((sample) =>
        belongs(book, sample, isTurned ? place(sample.y, sample.x) : place(sample.x, sample.y)),
      );
      return { frame: frame.id, inside: samples.length === 0 ? 0 : good.length / samples.length };
    })
    .filter(({ inside }) => inside > 0)
    .toSorted((a, b) => b.inside - a.inside)
    .slice(0, SHOWN);
}
