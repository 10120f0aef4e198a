import { accessVi } from '../i18n/access-vi.ts';
import { faultsOf } from './field-faults.ts';

const text = accessVi.form;

test('an empty field is missing, a short password is short, a strange login is strange', () => {
  expect(faultsOf({ login: ' ', name: '', password: '' }, text)).toEqual({
    login: text.required,
    name: text.required,
    password: text.required,
  });
  expect(faultsOf({ login: 'a b', password: 'short' }, text)).toEqual({
    login: text.loginRule,
    password: text.passwordShort,
  });
});

test('Vietnamese letters are letters of a login, and an address may be left out', () => {
  expect(faultsOf({ login: 'thuý.hà', name: 'Hà', password: 'mười hai ký tự', email: '' }, text)).toEqual({});
  expect(faultsOf({ email: 'nobody' }, text)).toEqual({ email: text.emailRule });
});
