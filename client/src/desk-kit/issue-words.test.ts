import { accessEn } from '../i18n/access-en.ts';
import { accessVi } from '../i18n/access-vi.ts';
import { issueWords } from './issue-words.ts';

test('an issue of a wall is told in the reader’s language, with the name it is about', () => {
  expect(issueWords('there is no scene khong-co', accessVi.issues)).toBe('Không có cảnh “khong-co”.');
  expect(issueWords('Màn 3 sees less than the wall shows', accessVi.issues)).toContain('“Màn 3”');
  expect(issueWords('belongs to another wall', accessEn.issues)).toBe('A screen belongs to another wall.');
});

test('what has no sentence for readers says so', () => {
  expect(issueWords('must be a string', accessVi.issues)).toBeNull();
});
