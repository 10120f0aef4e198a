import { keepAccount, maskedText, plainText } from './free-text.ts';
import { secretKeeper } from './secret-keeper.ts';

it('makes one bounded line of anything, never half a character', () => {
  expect(plainText('one\r\n\ttwo\0three', 100)).toBe('one two three');
  expect(plainText('abc\u202edef\ud800', 100)).toBe('abc\ufffddef\ufffd');
  expect(plainText('x'.repeat(100), 10)).toBe(`${'x'.repeat(9)}…`);
  expect(plainText(`${'x'.repeat(8)}😀${'x'.repeat(10)}`, 10)).toBe(`${'x'.repeat(8)}…`);
});

it.each([
  ['mail from nguoi.dung@example.vn to b', 'mail from •••@example.vn to b'],
  ['call 0912345678 or +84912345678', 'call ••• or •••'],
  ['logid=0100032002 flow 1912345678901', 'logid=0100032002 flow 1912345678901'],
  ['user="ten.nguoi" srcip=192.0.2.1', 'user=••• srcip=192.0.2.1'],
  [
    'Failed password for invalid user tennguoi from 192.0.2.1',
    'Failed password for invalid user ••• from 192.0.2.1',
  ],
  [
    'login failure for user tennguoi from 192.0.2.1 via ssh',
    'login failure for user ••• from 192.0.2.1 via ssh',
  ],
  ["failed authentication for user 'tennguoi'.", "failed authentication for user '•••'."],
  ['User [admin] from [192.0.2.1] failed', 'User [admin] from [192.0.2.1] failed'],
  ['Login Success [user: tennguoi] [Source: 192.0.2.1]', 'Login Success [user: •••] [Source: 192.0.2.1]'],
  [
    'Group <VPN> User <ten.nguoi> IP <192.0.2.1> Session disconnected',
    'Group <VPN> User <•••> IP <192.0.2.1> Session disconnected',
  ],
  ['logged in from a pump with username: ten.nguoi', 'logged in from a pump with username: •••'],
  ['conn log: Users: tennguoi, Source IP: 192.0.2.8', 'conn log: Users: •••, Source IP: 192.0.2.8'],
  ['User [tennguoi] from [192.0.2.8] failed to log in', 'User ••• from [192.0.2.8] failed to log in'],
  ['Username: Admin Privilege level: 15', 'Username: Admin Privilege level: 15'],
  ['action:"Drop"; user:"tennguoi"', 'action:"Drop"; user:•••'],
  ['Unknown user or bad password', 'Unknown user or bad password'],
  ['Failed password for root from 192.0.2.1', 'Failed password for root from 192.0.2.1'],
])('masks persons in "%s"', (text, masked) => {
  expect(maskedText(text, 200)).toBe(masked);
});

it('finds an address also where the line is cut', () => {
  expect(maskedText('a nguoi.dung@example.vn', 12)).not.toContain('nguoi');
});

it('keeps accounts that are nobody’s by name, others as a hash that is the same for the same account', () => {
  const keeper = secretKeeper('a key of the tests, long enough');
  expect(keepAccount('root', keeper)).toEqual({ name: 'root' });
  expect(keepAccount('PC-01$', keeper)).toEqual({ name: 'PC-01$' });
  expect(keepAccount('EXAMPLE\\Ten.Nguoi', keeper)).toEqual(keepAccount('ten.nguoi', keeper));
  expect(JSON.stringify(keepAccount('ten.nguoi', keeper))).not.toContain('nguoi');
  expect(keepAccount('', keeper)).toBeUndefined();
});
