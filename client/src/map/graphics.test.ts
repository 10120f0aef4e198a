import { pointsPerPixel } from './graphics.ts';

const CARD = { isSoftware: false };
const PROCESSOR = { isSoftware: true };

test('a graphics card draws every point of the screen', () => {
  expect(pointsPerPixel(CARD, 1, 3840, 2160)).toBe(1);
  expect(pointsPerPixel(CARD, 2, 1920, 1080)).toBe(2);
});

test('a processor draws no more points than a full HD screen has', () => {
  expect(pointsPerPixel(PROCESSOR, 1, 3840, 2160)).toBeCloseTo(0.5);
  expect(pointsPerPixel(PROCESSOR, 2, 1920, 1080)).toBeCloseTo(1);
});

test('a small map stays as sharp as its screen, whoever draws it', () => {
  expect(pointsPerPixel(PROCESSOR, 1, 960, 540)).toBe(1);
  expect(pointsPerPixel(PROCESSOR, 1, 0, 0)).toBe(1);
});
