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

const scalarText = z.union([z.string().max(200), z.number(), z.boolean()]).transform(String);
const scalarNumber = z.coerce.number();

/** A value by name, with or without `@`, as text; null when absent or not a scalar. */
export function textOf(record: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = record[name] ?? record[`@${name}`];
  const parsed = scalarText.safeParse(value);
  return parsed.success ? parsed.data : null;
}

export function numberOf(record: Readonly<Record<string, unknown>>, name: string): number | null {
  const text = textOf(record, name);
  const parsed = text === null || text === '' ? null : scalarNumber.safeParse(text);
  return parsed?.success ? parsed.data : null;
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
