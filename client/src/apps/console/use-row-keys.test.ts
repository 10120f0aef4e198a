import { commandOf } from './use-row-keys.ts';

test.each([
  ['j', 'next'],
  ['ArrowUp', 'previous'],
  ['Enter', 'open'],
  ['Escape', 'close'],
  ['/', 'search'],
  ['x', null],
])('the key %s means %s', (key, command) => {
  expect(commandOf(key, false, false)).toBe(command);
});

test('while writing, letters are letters and only Esc is a command', () => {
  expect(commandOf('j', true, false)).toBeNull();
  expect(commandOf('Escape', true, false)).toBe('close');
});

test('the browser keeps its own shortcuts', () => {
  expect(commandOf('k', false, true)).toBeNull();
});
