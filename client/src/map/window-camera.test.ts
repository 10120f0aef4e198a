import type { Position } from './geometry.ts';
import { worldPx } from './geometry.ts';
import { ZOOM_RANGE, between, cameraAbove, cameraOver, partCamera, wholeCamera } from './window-camera.ts';
import type { Camera, MapWindow } from './window-camera.ts';

/** Where on a canvas a place stands, as a map at pitch 0 draws it. */
function pixelOf([lon, lat]: Position, { center, zoom }: Camera, width: number, height: number): Position {
  const mercator = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360));
  const px = worldPx(zoom);
  return [
    width / 2 + ((lon - center[0]) / 360) * px,
    height / 2 - ((mercator(lat) - mercator(center[1])) / (2 * Math.PI)) * px,
  ];
}

const whole = { width: 3_880, height: 1_080 };
const camera: Camera = { center: [106.9, 17.1], zoom: 9.37 };
const left: MapWindow = { x: 0, y: 0, width: 1_920, height: 1_080, whole };
const right: MapWindow = { x: 1_960, y: 0, width: 1_920, height: 1_080, whole };

test('every place stands where the whole map has it, on each window, bezels left out', () => {
  for (const place of [
    [106.2, 17.6],
    [106.9, 17.1],
    [107.4, 16.5],
  ] as const) {
    const [x, y] = pixelOf(place, camera, whole.width, whole.height);
    for (const part of [left, right]) {
      const [partX, partY] = pixelOf(place, partCamera(camera, part), part.width, part.height);
      expect(partX).toBeCloseTo(x - part.x, 3);
      expect(partY).toBeCloseTo(y - part.y, 3);
    }
  }
});

test('a strip a few pixels wide is cut from the same picture as the screens beside it', () => {
  const strip: MapWindow = { x: 3_870.4, y: 0, width: 9.6, height: 1_080, whole };
  const place: Position = [107.35, 17.2];
  const [x, y] = pixelOf(place, camera, whole.width, whole.height);
  const [stripX, stripY] = pixelOf(place, partCamera(camera, strip), strip.width, strip.height);
  expect([stripX, stripY]).toEqual([expect.closeTo(x - strip.x, 3), expect.closeTo(y, 3)]);
});

test('the whole map is found again from each of its parts', () => {
  const found = wholeCamera(partCamera(camera, right), right);
  expect(found.center[0]).toBeCloseTo(camera.center[0], 9);
  expect(found.center[1]).toBeCloseTo(camera.center[1], 9);
});

test('bounds are shown whole within the padding', () => {
  const padding = { top: 100, right: 50, bottom: 20, left: 200 };
  const over = cameraOver([106.4, 16.4, 107.4, 17.9], whole, padding);
  const [west, top] = pixelOf([106.4, 17.9], over, whole.width, whole.height);
  const [east, bottom] = pixelOf([107.4, 16.4], over, whole.width, whole.height);
  expect(top).toBeCloseTo(100, 3);
  expect(bottom).toBeCloseTo(1_060, 3);
  expect((west + east) / 2).toBeCloseTo((200 + 3_830) / 2, 3);
});

test.each([
  ['exactly no room', { width: 390, height: 300 }],
  ['less than none', { width: 390, height: 40 }],
  ['no size at all, as where it is hidden', { width: 0, height: 0 }],
  ['no width', { width: 180, height: 844 }],
])('within a padding that leaves %s there is a camera all the same', (_, size) => {
  const padding = { top: 60, right: 90, bottom: 240, left: 90 };
  const { center, zoom } = cameraOver([106.4, 16.4, 107.4, 17.9], size, padding);
  expect(zoom).toBeGreaterThanOrEqual(ZOOM_RANGE[0]);
  expect(Math.hypot(center[0] - 106.9, center[1] - 17.15)).toBeLessThan(20);
});

test('a place under a card is moved into what is left above it', () => {
  const [x, y] = pixelOf([107.1, 16.8], cameraAbove([107.1, 16.8], 11, 300), 1_000, 900);
  expect([x, y]).toEqual([expect.closeTo(500, 3), expect.closeTo(300, 3)]);
});

test('a flight begins and ends where it should', () => {
  const to: Camera = { center: [107.2, 16.7], zoom: 12 };
  expect(between(camera, to, 1)).toBe(to);
  expect(between(camera, to, 0).zoom).toBe(camera.zoom);
  expect(between(camera, to, 0).center[0]).toBeCloseTo(camera.center[0], 9);
  expect(between(camera, { ...to, zoom: camera.zoom }, 0.5).center[0]).toBeCloseTo(107.05, 3);
});
