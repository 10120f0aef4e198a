// The severity shapes of the lists, drawn once as white masks for the graphics card: lists and map speak one language.
import type { IconLayerProps } from '@deck.gl/layers';
import { SEVERITIES } from '@ioc/contracts/words';
import { SEVERITY_PATHS } from '../marks/severity.ts';

const CELL_PX = 96;
const BOX = 24;
const MARGIN_PX = 8;

export interface IconAtlas {
  /** Pixels: deck makes a texture of them, though its types name only the texture and a URL. */
  readonly image: NonNullable<IconLayerProps['iconAtlas']>;
  readonly mapping: Readonly<
    Record<
      string,
      {
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
        readonly mask: true;
      }
    >
  >;
}

/** A camera as a small wedge that opens towards where it looks; the tip stands on the spot. */
const CAMERA_PATH = 'M12 12L5 2.5a12 12 0 0 1 14 0zM12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z';

const SHAPES: readonly (readonly [string, string])[] = [
  ...SEVERITIES.map((severity) => [severity, SEVERITY_PATHS[severity]] as const),
  ['camera', CAMERA_PATH],
];

function drawShape(context: CanvasRenderingContext2D, index: number, name: string, path: string): void {
  const scale = (CELL_PX - 2 * MARGIN_PX) / BOX;
  context.setTransform(scale, 0, 0, scale, index * CELL_PX + MARGIN_PX, MARGIN_PX);
  const shape = new Path2D(path);
  if (name === 'info') {
    context.lineWidth = 3;
    context.stroke(shape);
    return;
  }
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
  context.fill(shape);
}

/** Draws the atlas; throws when the browser gives no 2D canvas. */
export function drawIconAtlas(): IconAtlas {
  const canvas = document.createElement('canvas');
  canvas.width = CELL_PX * SHAPES.length;
  canvas.height = CELL_PX;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas for the map icons');
  context.fillStyle = '#fff';
  context.strokeStyle = '#fff';
  SHAPES.forEach(([name, path], index) => drawShape(context, index, name, path));
  const mapping = SHAPES.map(([name], index) => [
    name,
    { x: index * CELL_PX, y: 0, width: CELL_PX, height: CELL_PX, mask: true as const },
  ]);
  const pixels: unknown = context.getImageData(0, 0, canvas.width, canvas.height);
  return { image: pixels as IconAtlas['image'], mapping: Object.fromEntries(mapping) };
}
