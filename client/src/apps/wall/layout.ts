// Where the parts of a scene stand. The big wall does what the scene says; a tablet lays them into two columns and a phone
// into one, in the order of the scene, by the shape that each panel needs to be read.
import type { ScenePanelName, ScenePlace } from '@ioc/contracts/scene';
import type { CSSProperties } from 'react';

/** tall: two rows of a tablet. wide: both its columns. large: both of both. */
export type Shape = 'plain' | 'tall' | 'wide' | 'large';

const SHAPES: Readonly<Partial<Record<ScenePanelName, Shape>>> = {
  'domain-severity': 'tall',
  'service-units': 'tall',
  published: 'tall',
  laggards: 'tall',
  'service-indicators': 'wide',
  'indicator-board': 'large',
};

/** The shape of each panel on a tablet: the last one fills the row where it would leave half of it empty. */
export function shapesOf(panels: readonly ScenePanelName[]): readonly Shape[] {
  const shapes = panels.map((panel) => SHAPES[panel] ?? 'plain');
  const cells = shapes.reduce((sum, shape) => sum + (shape === 'plain' ? 1 : 2), 0);
  const lastPlain = shapes.lastIndexOf('plain');
  return cells % 2 === 0 ? shapes : shapes.map((shape, at) => (at === lastPlain ? 'wide' : shape));
}

/** The place on the big wall, for the style sheet. */
export const placeStyle = ({ at, size }: ScenePlace): CSSProperties =>
  ({
    '--column': at[0],
    '--row': at[1],
    '--columns': size[0],
    '--rows': size[1],
  }) as CSSProperties;
