import { instantFromText } from './instant.ts';
import { parseJson } from './json.ts';
import { secretKeeper } from './secret-keeper.ts';

describe('time stamps', () => {
  it.each([
    ['2016-01-11T05:10:54.612110-0800', '2016-01-11T05:10:54.612110-08:00'],
    ['2026-03-01T07:00:00', '2026-03-01T07:00:00+07:00'],
    ['2026-03-01 07:00:00Z', '2026-03-01T07:00:00Z'],
    ['2026-03-01T07:00+07:00', '2026-03-01T07:00:00+07:00'],
    ['2026-03-01T07:00:00.123456789Z', '2026-03-01T07:00:00.123456Z'],
  ])('reads %s in the zone of its source', (text, instant) => {
    expect(instantFromText(text, '+07:00')).toBe(instant);
  });

  it.each(['', 'yesterday', '2026-02-31', '2026-02-31T00:00:00Z', '2026-13-01T00:00:00Z', '1772323200'])(
    'refuses "%s"',
    (text) => {
      expect(() => instantFromText(text, '+07:00')).toThrow(/time stamp/);
    },
  );
});

describe('JSON', () => {
  it.each([
    ['depth', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects in depth', '{"a":'.repeat(10_000)],
    ['nothing', ''],
    ['not a number', '{"a":NaN}'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(expect.objectContaining({ reason: 'not-json' }));
  });

  it('refuses bytes that are not UTF-8, and too many of them', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(/UTF-8/);
    expect(() => parseJson(Buffer.alloc(10_000_000))).toThrow(
      expect.objectContaining({ reason: 'too-large' }),
    );
  });

  it('gives no prototype to whoever asks for one', () => {
    parseJson(Buffer.from('{"__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });
});

it('knows a plate again under its key alone, however it is written', () => {
  const [one, other] = [secretKeeper('key one'), secretKeeper('key two')];
  expect(one.keepPlate('74A-123.45').hash).toBe(one.keepPlate('74a 12345').hash);
  expect(one.keepPlate('74A-123.45').hash).not.toBe(other.keepPlate('74A-123.45').hash);
  expect(one.keepPlate('74A-123.45').mask).toBe('74•••45');
});
