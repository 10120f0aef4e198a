import { fold } from './fold.ts';

test('folding drops marks and the crossed d', () => {
  expect(fold('Đồng Hới')).toBe('dong hoi');
  expect(fold('Sạt lở'.normalize('NFD'))).toBe(fold('Sạt lở'.normalize('NFC')));
});
