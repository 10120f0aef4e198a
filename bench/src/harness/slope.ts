export interface Reading {
  readonly x: number;
  readonly y: number;
}

/** The median of the slopes between all pairs (Theil–Sen): one reading taken beside a late collection moves it little. */
export function medianSlope(readings: readonly Reading[]): number {
  const slopes = readings.flatMap((one, at) =>
    readings
      .slice(at + 1)
      .flatMap((other) => (other.x === one.x ? [] : [(other.y - one.y) / (other.x - one.x)])),
  );
  const sorted = slopes.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
