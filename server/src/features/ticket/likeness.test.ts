import sharp from 'sharp';
import { likenessOf, metresBetween, textLikeness, WORTH_SHOWING, type Compared } from './likeness.ts';
import { lookDistance, lookOf } from './picture-look.ts';

const lamp: Compared = {
  point: [107.1, 16.8],
  atMs: Date.UTC(2026, 10, 20),
  serviceCode: 'den-duong',
  text: 'Đèn đường trước cổng chợ không sáng',
};
const HOUR_MS = 3_600_000;

it('finds what is told twice nearby, and not what is told elsewhere or of something else', () => {
  const again = {
    ...lamp,
    point: [107.1003, 16.8002] as const,
    atMs: lamp.atMs + HOUR_MS,
    text: 'den duong cong cho khong sang',
  };
  expect(likenessOf(lamp, again, null)).toMatchObject({ sameCategory: true, minutesApart: 60, look: null });
  expect(likenessOf(lamp, again, null).score).toBeGreaterThan(0.8);
  const elsewhere = { ...lamp, point: [107.12, 16.82] as const, text: 'Đèn ngã tư chớp tắt liên tục' };
  expect(likenessOf(lamp, elsewhere, null).score).toBeLessThan(WORTH_SHOWING);
  const rubbish = { ...lamp, serviceCode: 'rac-thai', text: 'Rác chất đống ba ngày nay' };
  expect(likenessOf(lamp, rubbish, null).score).toBeLessThan(WORTH_SHOWING);
});

it('does not hold every call of a kind the same when neither place nor words are known', () => {
  const bare = { ...lamp, point: null, text: null };
  expect(likenessOf(bare, { ...bare, atMs: bare.atMs + HOUR_MS }, null).score).toBeLessThan(WORTH_SHOWING);
});

it('holds two tickets the same whose pictures look alike', () => {
  const other = { ...lamp, serviceCode: 'khac', text: 'giúp với', point: null };
  expect(likenessOf(lamp, other, 11).score).toBeLessThan(WORTH_SHOWING);
  expect(likenessOf(lamp, other, 10).score).toBeGreaterThan(0.9);
});

it('measures metres and words', () => {
  expect(metresBetween([107.1, 16.8], [107.1, 16.801])).toBeCloseTo(111.2, 0);
  expect(textLikeness('Đường hư', 'duong hu')).toBe(1);
  expect(textLikeness('abc', 'xyz')).toBe(0);
  expect(textLikeness('ab', 'xyz')).toBeNull();
});

it('knows a photo that was sent again smaller, and tells others apart', async () => {
  const scene = (seed: number) => {
    const pixels = Buffer.alloc(64 * 48 * 3);
    for (let at = 0; at < pixels.length; at += 1)
      pixels[at] = (Math.sin((at % 192) / (7 + seed)) + Math.cos(at / (900 + seed * 300)) + 2) * 60;
    return sharp(pixels, { raw: { width: 64, height: 48, channels: 3 } });
  };
  const photo = await lookOf(await scene(1).resize(800).jpeg({ quality: 90 }).toBuffer());
  const smaller = await lookOf(await scene(1).resize(400).jpeg({ quality: 50 }).toBuffer());
  const other = await lookOf(await scene(9).resize(800).jpeg().toBuffer());
  expect(lookDistance(photo, smaller)).toBeLessThanOrEqual(4);
  expect(lookDistance(photo, other)).toBeGreaterThan(10);
  expect([lookDistance(-1n, 0n), lookDistance(5n, 5n)]).toEqual([64, 0]);
});
