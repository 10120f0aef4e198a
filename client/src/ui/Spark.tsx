const WIDTH = 100;
const HEIGHT = 28;

type SparkScale = 'zero' | 'range';

/** Points of a line through `values`, scaled from zero (amounts) or from their own lowest (rates, which hardly move). */
export function sparkPoints(values: readonly number[], scale: SparkScale = 'zero'): string {
  const bottom = scale === 'zero' ? 0 : Math.min(...values);
  const span = Math.max(...values) - bottom || 1;
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
