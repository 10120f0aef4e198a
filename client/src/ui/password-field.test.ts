import { lengthSteps } from './PasswordField.tsx';

test('the meter follows the rule of the server: twelve characters, and longer is better', () => {
  expect(
    ['', 'a', 'elevenchars', 'twelve chars', 'sixteen chars ok', 'twenty characters ok'].map(lengthSteps),
  ).toEqual([0, 1, 1, 2, 3, 4]);
});

test('a letter with two marks is one character however it was composed', () => {
  expect(lengthSteps('đặt mật khẩu'.normalize('NFC'))).toBe(2);
});
