// A wall while it is edited: everything at once, sent as a whole. The arrangement of screens is worked out here too, so
// that "three beside each other with 12 mm of bezel" is four numbers and not twelve.
import type { NewWall } from '@ioc/contracts/api/walls';
import { DEFAULT_RULES } from '@ioc/contracts/wall';
import type { Wall, WindowPlace } from '@ioc/contracts/wall';

export type WallDraft = Required<Pick<NewWall, 'name' | 'scope' | 'programme' | 'picture' | 'screens'>> & {
  readonly rules: Wall['rules'];
};

const FIRST_DWELL_SECONDS = 45;
/** A full HD screen; as millimetres, one of 55 inches. */
const SCREEN_SIZE = { px: { width: 1_920, height: 1_080 }, mm: { width: 1_210, height: 681 } } as const;
const NEARLY = 0.02;
const WIDE = 16 / 9;

export const draftOf = (wall: Wall | null): WallDraft =>
  wall
    ? {
        name: wall.name,
        scope: wall.scope,
        programme: [...wall.programme],
        rules: wall.rules,
        picture: wall.picture,
        screens: wall.screens.map(({ id, place }) => ({ id, place })),
      }
    : {
        name: '',
        scope: 'province',
        programme: [{ scene: 'overview', area: 'province', dwellSeconds: FIRST_DWELL_SECONDS }],
        rules: DEFAULT_RULES,
        picture: null,
        screens: [],
      };

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly bezel: number;
  readonly unit: 'px' | 'mm';
}

/** Screens in their order, row by row; those that find no place show everything. */
export function arranged({ screens, ...draft }: WallDraft, { columns, rows, bezel, unit }: Grid): WallDraft {
  const { width, height } = SCREEN_SIZE[unit];
  const placeOf = (at: number): WindowPlace | null =>
    at >= columns * rows
      ? null
      : {
          x: (at % columns) * (width + bezel),
          y: Math.floor(at / columns) * (height + bezel),
          width,
          height,
        };
  return {
    ...draft,
    picture: {
      unit,
      width: columns * width + (columns - 1) * bezel,
      height: rows * height + (rows - 1) * bezel,
    },
    screens: screens.map(({ id }, at) => ({ id, place: placeOf(at) })),
  };
}

/** Most screens are 16:9; a rectangle that is not, on one that is, leaves a strip over. */
export const isUneven = ({ width, height }: WindowPlace): boolean =>
  Math.abs(width / height / WIDE - 1) > NEARLY && Math.abs(height / width / WIDE - 1) > NEARLY;

export const roundSeconds = (programme: readonly { readonly dwellSeconds: number }[]): number =>
  programme.reduce((sum, { dwellSeconds }) => sum + dwellSeconds, 0);

/** Numbers as they are typed: nothing is 0. */
export const numberOf = (text: string): number => {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) ? Math.max(0, value) : 0;
};
