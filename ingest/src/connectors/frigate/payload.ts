// Frigate's shapes, 0.12 to 0.18. Only id, camera, label and start_time are sure to come: older versions lack much of
// the rest and newer ones change it, so an optional field that is not of its kind counts as absent, never as an error.
// Unknown fields are ignored. https://docs.frigate.video/integrations/mqtt
import { z } from 'zod';
import { MAX_EPOCH_SECONDS } from '../../wire/instant.ts';

const epochSeconds = z.number().min(0).max(MAX_EPOCH_SECONDS);
const name = z.string().min(1).max(120);
/** Read by the functions below. */
const loose = z.unknown().optional();

export const frigateEventSchema = z.object({
  type: z.enum(['new', 'update', 'end']),
  after: z.object({
    id: name,
    camera: name,
    label: name,
    start_time: epochSeconds,
    end_time: loose,
    frame_time: loose,
    score: loose,
    top_score: loose,
    current_zones: loose,
    entered_zones: loose,
    has_snapshot: loose,
    has_clip: loose,
    active: loose,
    stationary: loose,
    false_positive: loose,
    current_estimated_speed: loose,
    average_estimated_speed: loose,
    velocity_angle: loose,
    recognized_license_plate: loose,
    recognized_license_plate_score: loose,
    sub_label: loose,
  }),
});
export type FrigateEvent = z.infer<typeof frigateEventSchema>;

export const frigateReviewSchema = z.object({
  // `genai` comes after the end and brings nothing but a description of the scene.
  type: z.enum(['new', 'update', 'end', 'genai']),
  after: z.object({
    id: name,
    camera: name,
    start_time: epochSeconds,
    end_time: loose,
    severity: z.string().min(1).max(40),
    thumb_path: loose,
    data: z
      .object({ detections: loose, objects: loose, zones: loose, audio: loose })
      .nullish()
      .transform((data) => data ?? {}),
  }),
});
export type FrigateReview = z.infer<typeof frigateReviewSchema>;

export const frigateObjectUpdateSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('lpr'),
    id: name,
    camera: name.nullish(),
    plate: z.string().min(1).max(40),
    name: loose,
    score: loose,
    timestamp: epochSeconds,
  }),
  z.object({
    type: z.literal('classification'),
    id: name,
    camera: name.nullish(),
    timestamp: epochSeconds,
    model: name,
    attribute: loose,
    score: loose,
  }),
  z.object({ type: z.enum(['face', 'description']) }),
]);
export type FrigateObjectUpdate = z.infer<typeof frigateObjectUpdateSchema>;

export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

export function epochOf(value: unknown): number | null {
  const seconds = numberOf(value);
  return seconds !== null && seconds > 0 && seconds <= MAX_EPOCH_SECONDS ? seconds : null;
}

const MAX_NAMES = 200;

/** The texts of a list, as far as they are names. */
export function namesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MAX_NAMES).filter(isName);
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 120;

/** A name alone, or the first of `[name, score]`. */
export function nameOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isName(first) ? first : null;
}
