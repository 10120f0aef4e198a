// Where the parts of a scene stand. The big wall does what the scene says; a tablet lays them into two columns and a phone
// into one, in the order of the scene, by the shape that each panel needs to be read.
import type { ScenePanelName, ScenePlace } from '@ioc/contracts/scene';
import type { CSSProperties } from 'react';

/** tall: two rows of a tablet. wide: both its columns. high: both, and a row and a half. large: both of both. */
export type Shape = 'plain' | 'tall' | 'wide' | 'high' | 'large';

const SHAPES: Readonly<Partial<Record<ScenePanelName, Shape>>> = {
  'domain-severity': 'tall',
  'service-units': 'tall',
  published: 'tall',
  laggards: 'tall',
  'service-indicators': 'high',
  'indicator-board': 'large',
};

/**
 * The shape of each panel on a tablet, beside a map that is tall: where two columns would end in half a row of nothing, the
 * last panel grows into it.
 */
export function shapesOf(panels: readonly ScenePanelName[], hasMap: boolean): readonly Shape[] {
  const shapes = panels.map((panel) => SHAPES[panel] ?? 'plain');
  const plain = shapes.filter((shape) => shape === 'plain').length;
  const tall = shapes.filter((shape) => shape === 'tall').length + (hasMap ? 1 : 0);
  const grows = (from: Shape, to: Shape) =>
    shapes.map((shape, at) => (at === shapes.lastIndexOf(from) ? to : shape));
  // A tall one needs another beside it, or two plain ones.
  if (tall % 2 === 1 && plain % 2 === 1 && (plain === 1 || tall > 1)) return grows('plain', 'tall');
  if (tall % 2 === 1 && plain === 0) return grows('tall', 'large');
  return plain % 2 === 1 ? grows('plain', 'wide') : shapes;
}

/** The place on the big wall, for the style sheet. */
export const placeStyle = ({ at, size }: ScenePlace): CSSProperties =>
  ({
    '--column': at[0],
    '--row': at[1],
    '--columns': size[0],
    '--rows': size[1],
  }) as CSSProperties;
