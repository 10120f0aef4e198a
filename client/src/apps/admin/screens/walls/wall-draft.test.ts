import { arranged, draftOf, isUneven, numberOf } from './wall-draft.ts';

const draft = { ...draftOf(null), screens: ['a', 'b', 'c'].map((id) => ({ id, place: null })) };

test('screens are arranged row by row with the bezel between them, and the picture holds them all', () => {
  const { picture, screens } = arranged(draft, { columns: 2, rows: 1, bezel: 40, unit: 'px' });
  expect(picture).toEqual({ unit: 'px', width: 3_880, height: 1_080 });
  expect(screens).toEqual([
    { id: 'a', place: { x: 0, y: 0, width: 1_920, height: 1_080 } },
    { id: 'b', place: { x: 1_960, y: 0, width: 1_920, height: 1_080 } },
    { id: 'c', place: null },
  ]);
  const below = arranged(draft, { columns: 2, rows: 2, bezel: 10, unit: 'mm' });
  expect(below.screens[2]?.place).toMatchObject({ x: 0, y: 691 });
});

test('a rectangle that fits no common screen is told', () => {
  expect(isUneven({ x: 0, y: 0, width: 1_920, height: 1_080 })).toBe(false);
  expect(isUneven({ x: 0, y: 0, width: 1_080, height: 1_920 })).toBe(false);
  expect(isUneven({ x: 0, y: 0, width: 1_920, height: 1_200 })).toBe(true);
});

test('what is typed as a number is one', () => {
  expect([numberOf('12,5'), numberOf(''), numberOf('-3'), numberOf('x')]).toEqual([12.5, 0, 0, 0]);
});
