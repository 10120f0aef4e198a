import { maskedStory, maskedText } from './personal-mask.ts';

it('covers who wrote it and leaves what is broken', () => {
  expect(maskedText('Đèn đường trước nhà số 12/3 hỏng, gọi ông Nguyễn Văn A 0912 345 678')).toBe(
    'Đèn đường trước nhà số ••• hỏng, gọi ông ••• •••••••678',
  );
  expect(maskedText('Liên hệ a.b@example.vn hoặc +84 912.345.678, CCCD 044123456789')).toBe(
    'Liên hệ •••@example.vn hoặc ••••••••678, CCCD •••••••••789',
  );
  expect(maskedText('Xe 74A-123.45 chắn đường, bà B và chị C thấy')).toBe(
    'Xe ••• chắn đường, bà ••• và chị ••• thấy',
  );
});

it('covers a name that its telephone number gives away, however a phone writes its marks', () => {
  const text = 'Nguyễn Văn A, 0912 345 678: đèn ở đường Nguyễn Huệ hỏng';
  for (const form of ['NFC', 'NFD'])
    expect(maskedText(text.normalize(form))).toBe('•••, •••••••678: đèn ở đường Nguyễn Huệ hỏng');
});

it('leaves sentences that name nobody as they are', () => {
  for (const text of [
    'Nước ngập 40 cm từ 7 giờ 30',
    'Hố sâu 20 cm, rộng 1,5 m',
    'các anh chị công nhân đang làm',
    'Quốc lộ 9, km 12+300',
  ])
    expect(maskedText(text)).toBe(text);
});

it('covers a house number, and of a contact all but its kind and its end', () => {
  expect(
    maskedStory({
      personal: {
        description: null,
        address: '12 Trần Phú, Phường A',
        contact: {
          phone: '0912345678',
          email: 'a@example.vn',
          first_name: 'A',
          given: 'Nguyen Van A 0912 345 679',
        },
      },
      notes: [],
      rating: null,
    }).personal,
  ).toEqual({
    description: null,
    address: '••• Trần Phú, Phường A',
    contact: { phone: '•••••••678', email: '•••@example.vn', first_name: '•••', given: '•••••••679' },
  });
});

it('covers also what a resident says with a rating and on reopening, and leaves what colleagues write', () => {
  const note = (kind: 'resident' | 'note', body: string) =>
    ({ id: kind, audience: 'internal', kind, body, at: '2026-11-22T01:00:00Z', by: null }) as const;
  const said = 'Gọi ông A 0912 345 678';
  const story = maskedStory({
    personal: null,
    notes: [note('resident', said), note('note', said)],
    rating: { stars: 2, comment: said },
  });
  expect(story.notes.map(({ body }) => body)).toEqual(['Gọi ông ••• •••••••678', said]);
  expect(story.rating).toEqual({ stars: 2, comment: 'Gọi ông ••• •••••••678' });
});
