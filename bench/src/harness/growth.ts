// Cost ~ N^k: the slope of a straight line through the logarithms, by least squares. 1 is a cost that grows as the load.

export interface CostAt {
  readonly n: number;
  readonly cost: number;
}

export function growthExponent(points: readonly CostAt[]): number {
  if (points.length < 2) throw new Error('two points at least');
  const logs = points.map(({ n, cost }) => ({ x: Math.log(n), y: Math.log(cost) }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(logs.map((point) => point.x));
  const y = mean(logs.map((point) => point.y));
  const covariance = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return covariance / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}
