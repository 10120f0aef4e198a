import { en } from './en.ts';
import { vi } from './vi.ts';

/** Every sentence of a dictionary, functions called with a sample. */
function leaves(value: unknown, path = ''): readonly (readonly [path: string, sentence: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, (value as (...samples: string[]) => string)('7', '7')]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

it('both languages say the same things, leave nothing unsaid, and English holds no Vietnamese', () => {
  expect(leaves(en).map(([path]) => path)).toEqual(leaves(vi).map(([path]) => path));
  for (const [path, sentence] of [...leaves(vi), ...leaves(en)]) {
    expect([path, sentence.trim()]).not.toEqual([path, '']);
    expect(sentence).toBe(sentence.normalize('NFC'));
  }
  const vietnamese = leaves(en).filter(([, sentence]) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]/i.test(sentence));
  expect(vietnamese).toEqual([]);
});
