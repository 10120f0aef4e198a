import { IconLayer } from '@deck.gl/layers';
import { iconDefsOf } from './icon-defs.ts';

const ICON = { x: 96, y: 3, width: 90, height: 80, mask: true } as const;

interface Asked {
  getInstanceIconDef(this: unknown, icon: string): readonly number[];
}

test('says of each mark what deck itself would find out, in its order', () => {
  const { value, size } = iconDefsOf(ICON, 3);
  const asked = (IconLayer.prototype as unknown as Asked).getInstanceIconDef.call(
    { state: { iconManager: { getIconMapping: () => ICON } } },
    'any',
  );
  expect(size).toBe(asked.length);
  for (const mark of [0, 1, 2]) expect([...value.subarray(mark * size, (mark + 1) * size)]).toEqual(asked);
});

test('is the same for fewer and a little more, and long enough for many', () => {
  const first = iconDefsOf(ICON, 3);
  expect(iconDefsOf(ICON, 1)).toBe(first);
  expect(iconDefsOf(ICON, 60)).toBe(first);
  const { value, size } = iconDefsOf(ICON, 5_000);
  expect(value.length).toBeGreaterThanOrEqual(5_000 * size);
  expect(iconDefsOf(ICON, 3).value).toBe(value);
});
