import { partInView } from '../ui/wall-window.ts';
import { windowOf } from './use-wall-window.ts';

const wall = {
  picture: { unit: 'mm' as const, width: 2_420, height: 680 },
  screens: [
    { id: 'left', name: 'L', place: { x: 0, y: 0, width: 1_200, height: 675 } },
    { id: 'right', name: 'R', place: { x: 1_220, y: 0, width: 1_200, height: 675 } },
    { id: 'all', name: 'A', place: null },
  ],
};

test('a screen shows its rectangle at the size of its page, with the bezel between two left out', () => {
  expect(windowOf(wall, 'left', 1_920)).toEqual({ x: 0, y: 0, width: 3_872, height: 1_088 });
  expect(windowOf(wall, 'right', 1_920)).toMatchObject({ x: 1_952, width: 3_872 });
  expect(windowOf(wall, 'right', 3_840)).toMatchObject({ x: 3_904, width: 7_744 });
});

test('a screen without a rectangle, or of no wall, shows everything', () => {
  expect(windowOf(wall, 'all', 1_920)).toBeNull();
  expect(windowOf(wall, null, 1_920)).toBeNull();
  expect(windowOf({ ...wall, picture: null }, 'left', 1_920)).toBeNull();
});

test('only what lies in view is drawn', () => {
  const box = (left: number, right: number) => ({ left, right, top: 10, bottom: 50 });
  expect(partInView(box(-100, 200), 1_000, 40)).toEqual({ left: 0, right: 200, top: 10, bottom: 40 });
  expect(partInView(box(-100, 0), 1_000, 40)).toBeNull();
  expect(partInView(box(1_000, 1_200), 1_000, 40)).toBeNull();
});
