const WIDTH = 100;
const HEIGHT = 28;

type SparkScale = 'zero' | 'range';

/** What moved by less than this part of itself is drawn as hardly moving: noise is no mountain. */
const LEAST_SPAN = 0.02;

/** Lowest value and span of the drawing, the values in its middle where they hardly move. */
function frameOf(values: readonly number[], scale: SparkScale): readonly [number, number] {
  const most = Math.max(...values);
  if (scale === 'zero') return [0, most || 1];
  const least = Math.min(...values);
  const span = Math.max(most - least, LEAST_SPAN * Math.max(Math.abs(most), Math.abs(least))) || 1;
  return [(most + least - span) / 2, span];
}

/** Points of a line through `values`, scaled from zero (amounts) or about their own middle (rates 0..1). */
export function sparkPoints(values: readonly number[], scale: SparkScale = 'zero'): string {
  const [bottom, span] = frameOf(values, scale);
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  const height = (value: number) => HEIGHT - 2 - ((value - bottom) / span) * (HEIGHT - 6);
  return values.map((value, index) => `${(index * step).toFixed(1)},${height(value).toFixed(1)}`).join(' ');
}

interface Props {
  readonly values: readonly number[];
  readonly scale?: SparkScale;
}

/** A line without axes: the shape of the last hours, beside the number that says how much. */
export function Spark({ values, scale = 'zero' }: Props) {
  if (values.length < 2) return null;
  const points = sparkPoints(values, scale);
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      width="100%"
      height="100%"
      aria-hidden="true"
    >
      <polygon points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} fill="currentColor" opacity="0.14" />
      <polyline
        points={points}
        fill="none"
        stroke="currentColor"
        style={{ strokeWidth: '0.125rem' }}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
