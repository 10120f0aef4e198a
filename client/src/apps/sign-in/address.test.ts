import { cleanAddress, readAddress } from './address.ts';

const at = (url: string) => readAddress(new URL(url, 'http://127.0.0.1'));

test.each(['/sign-in?token=abc', '/sign-in#token=abc'])('the owner’s link is understood: %s', (url) => {
  expect(at(url)).toMatchObject({ page: 'sign-in', token: 'abc', destination: '/' });
});

test('an invitation carries its token alone behind the hash', () => {
  expect(at('/sign-in/invitation#Zm9v-_')).toMatchObject({ page: 'invitation', token: 'Zm9v-_' });
  expect(at('/sign-in/invitation')).toMatchObject({ page: 'invitation', token: null });
});

test('the cleaned address keeps where the reader wanted to go, and no secret', () => {
  const address = at('/sign-in?from=%2Fleader&token=abc');
  expect(address.destination).toBe('/leader');
  expect(cleanAddress(address)).toBe('/sign-in?from=%2Fleader');
  expect(cleanAddress(at('/sign-in/invitation#abc'))).toBe('/sign-in/invitation');
});
