import { pulled, stepped } from './board-move.ts';
import { begun, changed, redone, undone } from './draft-history.ts';
import type { Place } from './grid.ts';
import { lineDiff } from './line-diff.ts';

test('each change is a step back, and what is typed in one go is one', () => {
  let history = begun('a');
  history = changed(history, 'ab', 'yaml');
  history = changed(history, 'abc', 'yaml');
  history = changed(history, 'abcd');
  expect(undone(history).text).toBe('abc');
  expect(undone(undone(history)).text).toBe('a');
  expect(undone(undone(undone(history))).text).toBe('a');
  expect(redone(redone(undone(undone(history)))).text).toBe('abcd');
  expect(changed(undone(history), 'x').future).toEqual([]);
  expect(changed(history, 'abcd')).toBe(history);
});

test('two texts differ in the lines that came and went', () => {
  expect(lineDiff('a\nb\nc\n', 'a\nc\nd\n').map(({ kind, words }) => `${kind} ${words}`)).toEqual([
    'same a',
    'gone b',
    'same c',
    'new d',
  ]);
  expect(lineDiff('a', 'a').every(({ kind }) => kind === 'same')).toBe(true);
});

const place = (column: number, row: number, columns: number, rows: number): Place => ({
  at: [column, row],
  size: [columns, rows],
});
const wall = [place(1, 1, 24, 48), place(25, 1, 24, 48)];
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey, ctrlKey: false });

test('arrows move, Shift and arrows resize, other keys do nothing', () => {
  expect(stepped(wall, 1, key('ArrowLeft'))).toEqual({
    places: [place(1, 1, 23, 48), place(24, 1, 24, 48)],
    refused: null,
    swap: null,
  });
  expect(stepped(wall, 0, key('ArrowRight', true))?.places).toEqual([
    place(1, 1, 25, 48),
    place(26, 1, 23, 48),
  ]);
  expect(stepped(wall, 1, key('ArrowRight'))?.refused).toBe('edge');
  expect(stepped(wall, 1, key('Enter'))).toBeNull();
});

test('pulled onto another part, the two change places; over a free cell the part moves there', () => {
  const pull = { grip: 'move' as const, columns: -20, rows: 0, over: [5, 5] as const };
  expect(pulled(wall, 1, pull)).toMatchObject({ swap: 0, places: [wall[1], wall[0]] });
  const half = [place(1, 1, 24, 48)];
  expect(pulled(half, 0, { ...pull, columns: 20, over: [30, 5] }).places).toEqual([place(21, 1, 24, 48)]);
  expect(pulled(wall, 1, { ...pull, grip: 'left', columns: -2 }).places).toEqual([
    place(1, 1, 22, 48),
    place(23, 1, 26, 48),
  ]);
  expect(pulled(wall, 1, { ...pull, grip: 'left', columns: -23 }).refused).toBe('room');
});
