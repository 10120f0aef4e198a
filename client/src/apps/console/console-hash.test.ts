import { hashOf, parseHash } from './console-hash.ts';

test('a tab and what it is narrowed to stand in the address', () => {
  const hash = hashOf('deadLetters', { source: 'a&b', reason: '' });
  expect(hash).toBe('deadLetters?source=a%26b');
  const { tab, query } = parseHash(`#${hash}`);
  expect([tab, query.get('source'), query.get('reason')]).toEqual(['deadLetters', 'a&b', null]);
});

test('a bare tab and an empty address are read too', () => {
  expect(parseHash('#events').tab).toBe('events');
  expect(parseHash('').tab).toBe('');
});
