import { fold } from '../../i18n/fold.ts';
import { findAreas } from './area-options.ts';

const option = (name: string) => ({ scope: `unit:${name}`, name, kind: 'unit' as const, folded: fold(name) });
const options = ['Phường Nam Đông Hà', 'Phường Đông Hà', 'Xã Đông Sơn', 'Xã Hà Đông', 'Xã Hải Lăng'].map(
  option,
);
const names = (typed: string) => findAreas(options, typed).map(({ name }) => name);

test('"dong ha" finds Đông Hà first, then names that hold it, then names with both words', () => {
  expect(names('dong ha')).toEqual(['Phường Đông Hà', 'Phường Nam Đông Hà', 'Xã Hà Đông']);
});

test('marks, case and kind may be typed', () => {
  expect(names('PHƯỜNG ĐÔNG')).toEqual(['Phường Đông Hà', 'Phường Nam Đông Hà']);
  expect(names('hải')).toEqual(['Xã Hải Lăng']);
});

test('nothing typed shows everything in its order, nonsense shows nothing', () => {
  expect(names('')).toHaveLength(5);
  expect(names('zz')).toEqual([]);
});
