import { likenessOf, lookDistance, textLikeness, WORTH_SHOWING, type Compared } from './likeness.ts';

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

it('measures words', () => {
  expect(textLikeness('Đường hư', 'duong hu')).toBe(1);
  expect(textLikeness('abc', 'xyz')).toBe(0);
  expect(textLikeness('ab', 'xyz')).toBeNull();
});

it('counts the bits in which two looks differ', () => {
  expect([lookDistance(-1n, 0n), lookDistance(5n, 5n), lookDistance(-(2n ** 63n), 1n)]).toEqual([64, 0, 2]);
});
