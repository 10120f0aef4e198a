// The pure parts of local accounts: what a good password is, sealing, codes of an app and codes on paper.
import { Secret, TOTP } from 'otpauth';
import { foldLogin } from './login.ts';
import { PasswordHasher } from './password-hasher.ts';
import { weaknessOf } from './password-weakness.ts';
import { isRecoveryCode, newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import { newSecret } from './secret.ts';
import { Sealer } from './sealer.ts';
import { newTotpSecret, totpStepOf, totpUri } from './totp.ts';

describe('a login', () => {
  it('is one name however it is typed', () => {
    expect(foldLogin(' ＡDMIN ')).toBe('admin');
    expect(foldLogin('Nguyễn.An'.normalize('NFD'))).toBe('nguyễn.an'.normalize('NFC'));
  });
});

describe('a new password', () => {
  it.each([
    ['a known one with digits behind it', 'password2026!!'],
    ['a known one said twice', 'dragonmonkeydragonmonkey'.slice(0, 6).repeat(2)],
    ['the same letter', 'aaaaaaaaaaaaaa'],
    ['a run of digits', '123456789012'],
    ['a run of the keyboard backwards', 'poiuytrewq!!'],
    ['the Vietnamese for password', 'Mật khẩu 2026!'],
    ['the name of the product', 'ToànCảnh@2026'],
  ])('is refused when it is %s', (_what, password) => {
    expect(weaknessOf(password, [])).not.toBeNull();
  });

  it('must not hold the login or the name of whoever it is for', () => {
    const personal = ['ha.nguyen', 'Nguyễn Thị Hà'];
    expect(weaknessOf('xanh nguyễn biển rộng', personal)).toMatch(/login or the name/);
    expect(weaknessOf('thuyền giấy qua sông', personal)).toBeNull();
  });

  it('is good when it is long and nobody knows it, without any rule of signs', () => {
    expect(weaknessOf('thuyền giấy qua sông', [])).toBeNull();
    expect(weaknessOf('correct horse battery', [])).toBeNull();
  });
});

describe('the hasher', () => {
  it('knows a password again, typed with any keyboard, and nothing by heart', async () => {
    const hasher = await PasswordHasher.create();
    const stored = await hasher.hash('thuyền giấy qua sông'.normalize('NFC'));
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.isRight(stored, 'thuyền giấy qua sông'.normalize('NFD'))).toBe(true);
    expect(await hasher.isRight(stored, 'thuyền giấy qua cầu')).toBe(false);
    expect(await hasher.isRight(null, 'thuyền giấy qua sông')).toBe(false);
  });

  it('turns away whoever would have to wait too long', async () => {
    const hasher = await PasswordHasher.create();
    const all = await Promise.allSettled(Array.from({ length: 70 }, () => hasher.isRight(null, 'x')));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    expect(await hasher.isRight(null, 'x')).toBe(false);
  }, 60_000);
});

describe('the sealer', () => {
  const sealer = new Sealer(newSecret());

  it('opens what it sealed, for the purpose it was sealed for, unchanged', () => {
    const sealed = sealer.seal('word', 'totp a');
    expect(sealed.includes('word')).toBe(false);
    expect(sealer.open(sealed, 'totp a')).toBe('word');
    expect(sealer.open(sealed, 'totp b')).toBeNull();
    expect(new Sealer(newSecret()).open(sealed, 'totp a')).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sealer.open(changed, 'totp a')).toBeNull();
    }
    expect(sealer.open(sealed.subarray(0, 20), 'totp a')).toBeNull();
  });

  it('refuses a damaged key', () => {
    expect(() => new Sealer('short')).toThrow(/damaged/);
  });
});

describe('codes of an app', () => {
  const atMs = Date.parse('2026-03-01T07:00:10Z');
  const secret = newTotpSecret();
  const codeAt = (timestamp: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

  it('are taken one step early and one late, and say which step they are of', () => {
    const step = totpStepOf(secret, codeAt(atMs), atMs);
    expect(step).toBe(Math.floor(atMs / 30_000));
    expect(totpStepOf(secret, codeAt(atMs - 30_000), atMs)).toBe((step ?? 0) - 1);
    expect(totpStepOf(secret, codeAt(atMs + 30_000), atMs)).toBe((step ?? 0) + 1);
    expect(totpStepOf(secret, codeAt(atMs - 60_000), atMs)).toBeNull();
    expect(totpStepOf(secret, codeAt(atMs + 60_000), atMs)).toBeNull();
  });

  it('agree with the test vectors of RFC 6238', () => {
    const vector = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;
    expect(totpStepOf(vector, '287082', 59_000)).toBe(1);
    expect(totpStepOf(vector, '081804', 1_111_111_109_000)).toBe(37_037_036);
  });

  it('come with an address that apps read', () => {
    const uri = totpUri(secret, 'ha');
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*algorithm=SHA1&digits=6&period=30/);
    expect(uri).toContain(`secret=${secret}`);
    expect(secret).toHaveLength(32);
  });
});

describe('recovery codes', () => {
  it('are ten, all different, and known again however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
      expect(isRecoveryCode(code)).toBe(true);
      expect(recoveryCodeHash(code.toUpperCase().replaceAll('-', ' '))).toBe(recoveryCodeHash(code));
    }
    expect(isRecoveryCode('123456')).toBe(false);
  });
});
