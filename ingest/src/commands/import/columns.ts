// A cell under any of the names it goes by in CSV (snake_case) and GeoJSON (camelCase).
export type Cells = Readonly<Record<string, unknown>>;

/** Text; null when absent or empty. */
export function text(cells: Cells, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = cells[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value === 'string' && value.trim()) return value.trim().normalize('NFC');
  }
  return null;
}

export function requiredText(cells: Cells, ...names: readonly string[]): string {
  const value = text(cells, ...names);
  if (value === null) throw new Error(`${names[0]} is missing`);
  return value;
}

/** A number within bounds; null when absent. */
export function number(
  cells: Cells,
  bounds: readonly [number, number],
  ...names: readonly string[]
): number | null {
  const value = text(cells, ...names);
  if (value === null) return null;
  const parsed = Number(value);
  if (!(parsed >= bounds[0] && parsed <= bounds[1]))
    throw new Error(`${names[0]} is not a number from ${bounds[0]} to ${bounds[1]}`);
  return parsed;
}

/** YYYY-MM-DD; null when absent. */
export function day(cells: Cells, ...names: readonly string[]): string | null {
  const value = text(cells, ...names);
  if (value !== null && !isDay(value)) throw new Error(`${names[0]} is not a date like 2025-07-01`);
  return value;
}

export const isDay = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
