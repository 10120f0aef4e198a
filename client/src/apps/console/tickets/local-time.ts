// A field of date and time speaks without a zone; the desk lives in Việt Nam's, whatever the machine thinks.
const OFFSET_MS = 7 * 3_600_000;

/** `2026-11-22T08:15` of an instant. */
export const fieldTime = (atMs: number): string => new Date(atMs + OFFSET_MS).toISOString().slice(0, 16);

/** The instant of a field's value; null: none is given. */
export function instantOf(field: string): string | null {
  const atMs = Date.parse(`${field}:00Z`);
  return Number.isNaN(atMs) ? null : new Date(atMs - OFFSET_MS).toISOString();
}
