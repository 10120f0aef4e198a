import { firstScriptOf, isOther } from './new-version.ts';

const page = (script: string) =>
  `<head><script src="/boot.js"></script><script type="module" crossorigin src="${script}"></script></head>`;

test('a page is known by the script that it begins with', () => {
  expect(firstScriptOf(page('/assets/wall-B2cY90ya.js'))).toBe('/assets/wall-B2cY90ya.js');
  expect(isOther('/assets/wall-a.js', firstScriptOf(page('/assets/wall-b.js')))).toBe(true);
  expect(isOther('/assets/wall-a.js', firstScriptOf(page('/assets/wall-a.js')))).toBe(false);
});

test('what is no page of ours is no new version: an error on the way, a sign of a proxy', () => {
  expect(firstScriptOf('<h1>502 Bad Gateway</h1>')).toBeNull();
  expect(isOther('/assets/wall-a.js', null)).toBe(false);
  expect(isOther(null, '/assets/wall-a.js')).toBe(false);
});
