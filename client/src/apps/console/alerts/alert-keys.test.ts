import { meaningOf } from './alert-keys.ts';

test('one key, one command', () => {
  expect(meaningOf('j', false, false)).toEqual({ command: 'next' });
  expect(meaningOf('A', false, false)).toEqual({ command: 'ack' });
  expect(meaningOf('?', false, false)).toEqual({ command: 'help' });
  expect(meaningOf('2', false, false)).toEqual({ view: 'taken' });
  expect(meaningOf('x', false, false)).toBeNull();
});

test('in a field only Esc is a command, and with Ctrl nothing is', () => {
  expect(meaningOf('a', true, false)).toBeNull();
  expect(meaningOf('Escape', true, false)).toEqual({ command: 'leave' });
  expect(meaningOf('c', false, true)).toBeNull();
});
