import { shadeOf, shadesOf } from './shade.ts';

describe('the shades of counts', () => {
  it('cover every count once, the most in the darkest', () => {
    const counts = [0, 1, 2, 3, 5, 9, 14, 27, 48, 130, 1_260];
    const shades = shadesOf(counts);
    expect(shades.at(0)?.from).toBe(1);
    expect(shades.at(-1)).toMatchObject({ shade: 5, to: 1_260 });
    for (const [at, { from }] of shades.entries())
      if (at > 0) expect(from).toBe((shades[at - 1]?.to ?? 0) + 1);
    expect(counts.map((count) => shadeOf(count, shades)).filter((shade) => shade === 0)).toHaveLength(1);
    expect(shadeOf(1_260, shades)).toBe(5);
  });

  it('are fewer when little was counted, and none when nothing was', () => {
    expect(shadesOf([0, 0])).toEqual([]);
    expect(shadesOf([1, 1, 0])).toEqual([{ shade: 5, from: 1, to: 1 }]);
    expect(shadesOf([1, 2]).map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});
