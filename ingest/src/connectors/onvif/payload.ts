// ONVIF events as JSON over MQTT (Profile M, ONVIF Core Specification, "MQTT"). Values are strings, or bare numbers and
// booleans; attributes may carry an `@`.
import { z } from 'zod';

const values = z
  .record(z.string().max(100), z.unknown())
  .refine((record) => Object.keys(record).length <= 60, 'more than 60 values');

export const onvifEventSchema = z.object({
  UtcTime: z.string().max(40),
  Source: values.default({}),
  Data: values.default({}),
});
export type OnvifEvent = z.infer<typeof onvifEventSchema>;

const MAX_TEXT = 200;

/**
 * A value by name, with or without `@`, as text; null when absent or not a scalar. Asked a dozen times per message,
 * mostly for what is absent: a schema would spend more on saying so than the rest of the decoder on everything.
 */
export function textOf(record: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = record[name] ?? record[`@${name}`];
  if (typeof value === 'string') return value.length <= MAX_TEXT ? value : null;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export function numberOf(record: Readonly<Record<string, unknown>>, name: string): number | null {
  const text = textOf(record, name)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

export function nestedOf(
  record: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const value = record[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
