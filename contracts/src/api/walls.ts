// Walls and their director: what they are (administration), what they are told (an operator), what they show (a screen).
import { z } from 'zod';
import { scopeSchema, type Scope } from '../scope.ts';
import { INTERRUPTING_CHANNELS, SHOWN_STATES, type Wall } from '../wall.ts';
import { domainSchema, severitySchema } from '../words.ts';
import { personNameSchema } from './people.ts';

const SECOND_LIMITS = { dwell: [5, 3_600], stand: [5, 600], quiet: [0, 3_600] } as const;
const seconds = ([least, most]: readonly [number, number]) => z.number().int().min(least).max(most);
const areaSchema = scopeSchema.transform((scope) => scope as Scope);
const sceneSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const lengthSchema = z.number().min(0).max(100_000);

const sceneOfAreaShape = { scene: sceneSchema, area: areaSchema };
const programmeSchema = z
  .array(z.strictObject({ ...sceneOfAreaShape, dwellSeconds: seconds(SECOND_LIMITS.dwell) }))
  .min(1)
  .max(60);
const rulesSchema = z.strictObject({
  channels: z.array(z.enum(INTERRUPTING_CHANNELS)).max(INTERRUPTING_CHANNELS.length),
  severities: z.array(severitySchema).max(5),
  domains: z.array(domainSchema).max(20),
  standSeconds: seconds(SECOND_LIMITS.stand),
  quietSeconds: seconds(SECOND_LIMITS.quiet),
  overPins: z.boolean(),
});
const placeSchema = z.strictObject({
  x: lengthSchema,
  y: lengthSchema,
  width: lengthSchema.positive(),
  height: lengthSchema.positive(),
});
const pictureSchema = z.strictObject({
  unit: z.enum(['px', 'mm']),
  width: lengthSchema.positive(),
  height: lengthSchema.positive(),
});
const screensSchema = z
  .array(z.strictObject({ id: z.string().min(1).max(60), place: placeSchema.nullable().default(null) }))
  .max(60);

/** `POST /api/v1/walls` */
export const newWallSchema = z.strictObject({
  name: personNameSchema,
  scope: areaSchema,
  programme: programmeSchema,
  rules: rulesSchema.optional(),
  picture: pictureSchema.nullable().default(null),
  screens: screensSchema.default([]),
});
export type NewWall = z.infer<typeof newWallSchema>;

/** `PATCH /api/v1/walls/:id`: only what is named changes; lists are replaced. A new programme begins at its beginning. */
export const wallPatchSchema = z.strictObject({
  name: personNameSchema.optional(),
  scope: areaSchema.optional(),
  programme: programmeSchema.optional(),
  rules: rulesSchema.optional(),
  picture: pictureSchema.nullable().optional(),
  screens: screensSchema.optional(),
});
export type WallPatch = z.infer<typeof wallPatchSchema>;

/**
 * `POST /api/v1/walls/:id/commands`. `version`: the one that was seen; with another one now the command is refused by
 * 409, so that nobody overrides what they have not seen. Absent: whatever there is.
 */
const versionShape = { version: z.number().int().min(1).optional() };
const plain = z.strictObject({
  do: z.enum(['pause', 'resume', 'next', 'previous', 'end', 'undo']),
  ...versionShape,
});
const pin = z.strictObject({ do: z.literal('pin'), ...sceneOfAreaShape, ...versionShape });
/** A stored thing, put on the wall by hand. */
const show = z.strictObject({
  do: z.literal('show'),
  source: z.string().min(1).max(120),
  id: z.string().min(1).max(300),
  ...versionShape,
});
export const wallCommandSchema = z.discriminatedUnion('do', [plain, pin, show]);
export type WallCommand = z.infer<typeof wallCommandSchema>;

/** `POST /api/v1/walls/own/shown`: a screen says what it shows, whenever that changes and every quarter of a minute. */
export const shownSchema = z.strictObject({
  ...sceneOfAreaShape,
  version: z.number().int().min(1),
  state: z.enum(SHOWN_STATES),
});

/** `GET /api/v1/walls`: those that lie in one's area. */
export type WallView = Wall;
