// Frigate's shapes, 0.12 to 0.16. Every field but id, camera, label and start_time is optional, for older versions lack
// several; unknown fields are ignored. https://docs.frigate.video/integrations/mqtt
import { z } from 'zod';
import { MAX_EPOCH_SECONDS } from '../../wire/instant.ts';

const epochSeconds = z.number().min(0).max(MAX_EPOCH_SECONDS);
const name = z.string().min(1).max(120);
const names = z.array(name).max(200).nullish();
const share = z.number().min(0).max(1).nullish();

export const stepSchema = z.enum(['new', 'update', 'end']);

export const frigateEventSchema = z.object({
  type: stepSchema,
  after: z.object({
    id: name,
    camera: name,
    label: name,
    start_time: epochSeconds,
    end_time: epochSeconds.nullish(),
    frame_time: epochSeconds.nullish(),
    score: share,
    top_score: share,
    current_zones: names,
    entered_zones: names,
    has_snapshot: z.boolean().nullish(),
    has_clip: z.boolean().nullish(),
    active: z.boolean().nullish(),
    stationary: z.boolean().nullish(),
    false_positive: z.boolean().nullish(),
    current_estimated_speed: z.number().nullish(),
    average_estimated_speed: z.number().nullish(),
    velocity_angle: z.number().nullish(),
    recognized_license_plate: z.union([z.string().max(40), z.array(z.string().max(40)).max(10)]).nullish(),
    recognized_license_plate_score: share,
  }),
});
export type FrigateEvent = z.infer<typeof frigateEventSchema>;

export const frigateReviewSchema = z.object({
  type: stepSchema,
  after: z.object({
    id: name,
    camera: name,
    start_time: epochSeconds,
    end_time: epochSeconds.nullish(),
    severity: z.enum(['detection', 'alert']),
    thumb_path: z.string().max(500).nullish(),
    data: z
      .object({ detections: names, objects: names, zones: names, audio: names })
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
    score: share,
    timestamp: epochSeconds,
  }),
  z.object({ type: z.enum(['face', 'description', 'classification']) }),
]);
