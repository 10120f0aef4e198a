// A clip: a stretch of the past worth seeing again, with the scene it is seen in. It points at what is stored and copies
// nothing of it; when retention removes that, the clip shows no more than anybody can see.
import { z } from 'zod';
import type { Scope } from '../scope.ts';
import { CLOCK_MODES, REPLAY_SPEED, type ClockMode } from '../stream/up.ts';
import { instantSchema } from '../words.ts';

const LONGEST_MS = 31 * 86_400_000;

/** `POST /api/v1/clips?scope=` */
export const newClipSchema = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    notes: z.string().trim().max(2_000).default(''),
    scene: z.string().regex(/^[\w-]{1,60}$/),
    from: instantSchema,
    to: instantSchema,
    mode: z.enum(CLOCK_MODES).default('happened'),
    speed: z.number().min(REPLAY_SPEED.least).max(REPLAY_SPEED.most).default(60),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'to lies before from',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_MS, {
    path: ['to'],
    message: 'a clip is 31 days long at most',
  });
export type NewClip = z.infer<typeof newClipSchema>;

/** `GET /api/v1/clips?scope=`, newest first; `GET /api/v1/clips/:id?scope=`. The link is `/wall/<scene>?clip=<id>`. */
export interface Clip extends NewClip {
  readonly id: string;
  readonly scope: Scope;
  readonly mode: ClockMode;
  readonly createdAt: string;
  readonly createdBy: string;
}
