// A drawing of what was found, small enough to be sent and drawn at once: so many points for all, shared out fairly.
import type { MapPreviewShape } from '@ioc/contracts/api/map-imports';
import type { Line, Shape } from './shape.ts';

const MOST_POINTS = 6_000;
const MOST_SHAPES = 1_500;
const DIGITS = 1e4;

const kindOf = ({ type }: Shape): MapPreviewShape['kind'] =>
  type.endsWith('Polygon') ? 'area' : type.endsWith('LineString') ? 'line' : 'point';

/** Every so manieth point; the first and the last always. */
function thinned(line: Line, step: number): number[] {
  const kept = line.filter((_, at) => at % step === 0 || at === line.length - 1);
  return kept.flatMap((point) => point.map((degrees) => Math.round(degrees * DIGITS) / DIGITS));
}

export function previewOf(shapes: readonly Shape[]): readonly MapPreviewShape[] {
  const lines = shapes.flatMap((shape) => shape.lines.map((line) => ({ kind: kindOf(shape), line })));
  // What is drawn largest says most.
  const shown = lines.toSorted((a, b) => b.line.length - a.line.length).slice(0, MOST_SHAPES);
  const points = shown.reduce((sum, { line }) => sum + line.length, 0);
  const step = Math.max(1, Math.ceil(points / MOST_POINTS));
  return shown.map(({ kind, line }) => ({ kind, line: thinned(line, step) }));
}
