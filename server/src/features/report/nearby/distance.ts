const METRES_PER_DEGREE = 111_195;

/** Along the ground between two places near each other, to a few per mille. */
export function metresBetween(
  [lon, lat]: readonly [number, number],
  [otherLon, otherLat]: readonly [number, number],
): number {
  const east = (otherLon - lon) * Math.cos((((lat + otherLat) / 2) * Math.PI) / 180);
  return Math.hypot(east, otherLat - lat) * METRES_PER_DEGREE;
}

/** Half the sides of a box around a place that holds everything within so many metres. */
export function degreesAround(lat: number, metres: number): { readonly lon: number; readonly lat: number } {
  const height = metres / METRES_PER_DEGREE;
  return { lon: height / Math.max(0.01, Math.cos((lat * Math.PI) / 180)), lat: height };
}
