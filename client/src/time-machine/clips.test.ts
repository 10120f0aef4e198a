import { clipIn, linkOf } from './clips.ts';

test('a link to a clip is read again as that clip', () => {
  const link = linkOf({ scene: 'overview', id: 'a b&c' }, 'https://ioc.example.vn');
  const { pathname, search } = new URL(link);
  expect(pathname).toBe('/wall/overview');
  expect(clipIn(search)).toBe('a b&c');
  expect(clipIn('')).toBeNull();
});
