import { sameWhereEqual } from './same-where-equal.ts';

const before = [
  { id: 'a', view: { domains: ['health'] }, panels: [{ at: [1, 1] }, { at: [5, 5] }] },
  { id: 'b', view: {}, panels: [] },
];

test('what says the same is the same object, and what changed changes only on the way to it', () => {
  const after = structuredClone(before);
  expect(sameWhereEqual(before, after)).toBe(before);
  const [first] = after;
  if (first) first.panels[1] = { at: [6, 5] };
  const merged = sameWhereEqual(before, after);
  expect(merged).toEqual(after);
  expect(merged[0]).not.toBe(before[0]);
  expect(merged[0]?.view).toBe(before[0]?.view);
  expect(merged[0]?.panels[0]).toBe(before[0]?.panels[0]);
  expect(merged[1]).toBe(before[1]);
});

test('what is gone is gone', () => {
  expect(sameWhereEqual<object>({ a: 1, b: { c: 2 } }, { a: 1 })).toEqual({ a: 1 });
  expect(sameWhereEqual<unknown>([1, 2], [1])).toEqual([1]);
  expect(sameWhereEqual<unknown>(null, { a: 1 })).toEqual({ a: 1 });
});
