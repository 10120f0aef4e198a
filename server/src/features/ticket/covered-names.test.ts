import { coveredNames } from './covered-names.ts';

it.each([
  ['Tôi là Nguyễn Văn A, ở tổ 3', 'Tôi là •••, ở tổ 3'],
  ['Em tên là A, lớp 5', 'Em tên là •••, lớp 5'],
  ['Họ và tên: Trần Thị B\nĐèn hỏng', 'Họ và tên: •••\nĐèn hỏng'],
  ['liên hệ Hồ Văn C để vào cổng', 'liên hệ ••• để vào cổng'],
  ['Toi la Nguyen Van A, nuoc ngap', 'Toi la •••, nuoc ngap'],
  ['ba Nguyen Thi B bi nga', 'ba ••• bi nga'],
  ['Nguyễn Văn A - SĐT: 0912 345 678', '••• - SĐT: 0912 345 678'],
  ['Người báo: Lê Thị D (0912345678)', 'Người báo: ••• (0912345678)'],
  ['Cán Bộ Nguyễn Văn A 0912345678', 'Cán Bộ ••• 0912345678'],
  ['Gặp Bà Lan ở cổng', 'Gặp Bà ••• ở cổng'],
  ['ông Nguyễn Văn A Phường Đông Hà', 'ông ••• Phường Đông Hà'],
  ['chú Tư\nĐường ngập', 'chú •••\nĐường ngập'],
  ['ÔNG NGUYỄN VĂN A XẢ RÁC', 'ÔNG ••• XẢ RÁC'],
])('covers who is named: %s', (text, covered) => {
  expect(coveredNames(text)).toBe(covered);
});

it.each([
  'Ngập ở đường Nguyễn Huệ, đoạn Lê Lợi đến Trần Phú',
  'Góc Nguyễn Thị Minh Khai 0912345678 mất đèn',
  'Đèn hỏng tại 12 Nguyễn Thị Minh Khai, 0912345678',
  'Rác ở phường Bà Rịa và chợ Bà Chiểu',
  'Kẹt xe trên cầu Ông Lãnh và phố Hai Bà Trưng',
  'Bà Rịa mưa to, cáp treo Bà Nà dừng',
  'Tôi là Trưởng thôn, liên hệ Công An Phường hoặc UBND xã',
  'con đường mới có tên là Nguyễn Huệ',
  'Chỗ Nguyễn Huệ gặp Lê Lợi hay kẹt',
  'ngoài đảo Cô Tô mất sóng',
  'Trường Anh ngữ gây ồn, dạy tiếng Anh Mỹ',
  'anh chị em trong Tổ dân phố 5',
])('leaves places and offices as they are: %s', (text) => {
  expect(coveredNames(text)).toBe(text);
});
