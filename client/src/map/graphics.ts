// What draws the map: a graphics card, or the processor in its place. A processor cannot fill the eight million points of a
// 4K wall, twice, within the time a browser gives its graphics before it takes them away; so it is given fewer points, and
// the browser stretches the picture. A map less sharp is a map; none is none.
const SOFTWARE = /llvmpipe|softpipe|swiftshader|software|basic render/i;
/** Of a full HD screen. */
const SOFTWARE_POINTS = 1920 * 1080;

export interface Graphics {
  readonly isSoftware: boolean;
}

/** Null: no map can be drawn here. */
export function probeGraphics(): Graphics | null {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return null;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { isSoftware: typeof name === 'string' && SOFTWARE.test(name) };
}

/** Points of the canvas for each pixel of the page, of a map of that size. */
export function pointsPerPixel(
  { isSoftware }: Graphics,
  devicePixels: number,
  widthPx: number,
  heightPx: number,
): number {
  if (!isSoftware) return devicePixels;
  return Math.min(devicePixels, Math.sqrt(SOFTWARE_POINTS / Math.max(1, widthPx * heightPx)));
}

export const pointsOver = (graphics: Graphics, { clientWidth, clientHeight }: HTMLElement): number =>
  pointsPerPixel(graphics, devicePixelRatio, clientWidth, clientHeight);
