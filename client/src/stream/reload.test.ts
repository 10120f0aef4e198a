import { reloadDelayMs } from './reload.ts';

test('a page nobody touches loads again at once', () => {
  expect(reloadDelayMs(Infinity, Infinity)).toBe(0);
});

test("never under someone's fingers, and never twice a minute", () => {
  expect(reloadDelayMs(5000, Infinity)).toBe(15_000);
  expect(reloadDelayMs(Infinity, 10_000)).toBe(50_000);
});
