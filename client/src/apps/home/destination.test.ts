import { destinationOf } from './destination.ts';

test('a page of this site is where the reader wanted to go', () => {
  expect(destinationOf('/wall/overview')).toBe('/wall/overview');
  expect(destinationOf('/leader')).toBe('/leader');
});

test.each([
  null,
  '',
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  '/wallet',
  'javascript:alert(1)',
])('anything else leads to the role chooser: %s', (from) => {
  expect(destinationOf(from)).toBe('/');
});
