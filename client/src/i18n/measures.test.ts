import { measureIn } from './measures.ts';

test('a measure is said in English where it has a word, however its letters were composed', () => {
  expect(measureIn('en', 'tỷ đồng')).toBe('billion VND');
  expect(measureIn('en', 'Tỷ đồng'.normalize('NFD'))).toBe('billion VND');
  expect(measureIn('vi', 'tỷ đồng')).toBe('tỷ đồng');
});

test('a measure without a word is shown as it was stated', () => {
  expect(measureIn('en', 'MW')).toBe('MW');
  expect(measureIn('en', 'cây/ha')).toBe('cây/ha');
});
