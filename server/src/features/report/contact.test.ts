import { contactOf } from './contact.ts';

const of = (contact: string | null, notify = true) => contactOf({ contact, notify, language: 'vi' });

it('a phone number or an e-mail address is told apart, and kept as it was written', () => {
  expect(of('0912 345.678')).toEqual({
    given: '0912 345.678',
    phone: '84912345678',
    notify: 'yes',
    language: 'vi',
  });
  expect(of('+84 (0)912345678')).toMatchObject({ given: '+84 (0)912345678', phone: '84912345678' });
  expect(of('+84912345678')).toMatchObject({ phone: '84912345678' });
  expect(of('a.b@thu.example.vn')).toMatchObject({ email: 'a.b@thu.example.vn' });
  for (const neither of ['0233 385 2414', 'a@b', 'a@example.vn, b@example.vn', 'the house on the corner'])
    expect(Object.keys(of(neither) ?? {})).toEqual(['given', 'notify', 'language']);
});

it('without the wish to be told nothing of it is for a machine to send', () => {
  expect(of('0912345678', false)).toEqual({ given: '0912345678', phone: '84912345678' });
  expect(of(null)).toBeNull();
  expect(of('')).toBeNull();
});
