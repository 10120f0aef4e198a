import { foldedCandidates, spelledPlaceName, storedPlaceName } from './place-name.ts';

it('finds a name whatever the marks, capitals, apostrophes and spaces', () => {
  for (const way of ['Hoà Bình', 'Hòa Bình', 'HOA  BINH', 'Hòa Bình'.normalize('NFD')])
    expect(foldedCandidates(way)).toEqual([storedPlaceName('Hòa Bình')]);
  expect(storedPlaceName('Ea H’Leo')).toBe(storedPlaceName("Ea H'leo"));
  expect(storedPlaceName('Bà Rịa - Vũng Tàu')).toBe(storedPlaceName('Ba Ria-Vung Tau'));
});

it.each([
  ['Xã Hướng Phùng', 'huong phung'],
  ['PHƯỜNG Đông Hà', 'dong ha'],
  ['Thị trấn Gio Linh', 'gio linh'],
  ['TP. Đồng Hới', 'dong hoi'],
  ['TP.Đồng Hới', 'dong hoi'],
  ['tp Đồng Hới', 'dong hoi'],
  ['Thành phố Huế', 'hue'],
  ['Huyện Cồn Cỏ', 'con co'],
  ['Tỉnh Quảng Trị', 'quang tri'],
  ['Đặc khu Cồn Cỏ', 'con co'],
  ['Thị xã Ba Đồn', 'ba don'],
  ['Q.1', '1'],
])('drops the kind before %s', (asked, bare) => {
  expect(foldedCandidates(asked).at(-1)).toBe(bare);
});

it('keeps a first word that may belong to the name', () => {
  expect(foldedCandidates('Phường Đúc')).toEqual(['phuong duc', 'duc']);
  // Not "Xã nh".
  expect(foldedCandidates('Xanh')).toEqual(['xanh']);
  expect(foldedCandidates('Quảng Trị')).toEqual(['quang tri']);
  expect(foldedCandidates('Phường')).toEqual(['phuong']);
});

it('tells a spelling from another name', () => {
  expect(spelledPlaceName('Thuỷ')).toBe(spelledPlaceName('THỦY'));
  expect(spelledPlaceName('Sa Pả')).not.toBe(spelledPlaceName('Sa Pa'));
});
