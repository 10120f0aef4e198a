// What is taken for a scene. Apart from the types, because pages need those and must not bring a validator along.
import { z } from 'zod';
import {
  MAP_LAYER_NAMES,
  SCENE_GRID,
  SCENE_PANELS,
  SERVICE_SHADES,
  type Scene,
  type ScenePlace,
} from './scene.ts';
import { viewSchema } from './stream/view-schema.ts';
import { DOMAINS } from './words.ts';

const MOST_PANELS = 12;

const wordsSchema = z.strictObject({
  vi: z.string().trim().min(1).max(80),
  en: z.string().trim().min(1).max(80),
});

const span = (most: number) => z.number().int().min(1).max(most);
const { columns, rows } = SCENE_GRID;
const placeShape = {
  at: z.tuple([span(columns), span(rows)]),
  size: z.tuple([span(columns), span(rows)]),
};

const isInside = ({ at, size }: ScenePlace): boolean =>
  at[0] + size[0] - 1 <= columns && at[1] + size[1] - 1 <= rows;
const OUTSIDE = {
  path: ['size'],
  message: `reaches beyond the ${columns} columns or ${rows} rows of the wall`,
};

const overlap = (a: ScenePlace, b: ScenePlace): boolean =>
  [0, 1].every((axis) => {
    const [from, to] = [a.at[axis as 0 | 1], b.at[axis as 0 | 1]];
    return from < to + b.size[axis as 0 | 1] && to < from + a.size[axis as 0 | 1];
  });

const MOST_BREAKS = 6;
const isRising = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value > (values[at - 1] ?? value));
const breaksSchema = z
  .array(z.number())
  .min(1)
  .max(MOST_BREAKS)
  .refine(isRising, 'must rise from one to the next');

const choroplethSchema = z
  .strictObject({
    count: z.literal('open').optional(),
    domains: z.array(z.enum(DOMAINS)).min(1).optional(),
    service: z.enum(SERVICE_SHADES).optional(),
    indicator: z.string().trim().min(1).max(120).optional(),
    better: z.enum(['more', 'less']).optional(),
    scale: z.union([z.enum(['quantile', 'equal']), breaksSchema]).optional(),
  })
  .refine(
    ({ count, service, indicator }) =>
      [count, service, indicator].filter((named) => named !== undefined).length === 1,
    'names one of count, service and indicator',
  )
  .refine(({ count, domains }) => domains === undefined || count !== undefined, {
    path: ['domains'],
    message: 'only what is counted has domains',
  });

const mapSchema = z
  .strictObject({
    ...placeShape,
    view: viewSchema.optional(),
    layers: z.array(z.enum(MAP_LAYER_NAMES)).optional(),
    choropleth: choroplethSchema.optional(),
  })
  .refine(isInside, OUTSIDE);
const codesSchema = z.array(z.string().trim().min(1).max(120)).min(1).max(24);
const optionsSchema = z.strictObject({
  indicators: codesSchema.optional(),
  lowerIsBetter: codesSchema.optional(),
});
const panelSchema = z
  .strictObject({
    panel: z.enum(SCENE_PANELS),
    ...placeShape,
    view: viewSchema.optional(),
    options: optionsSchema.optional(),
    title: wordsSchema.optional(),
  })
  .refine(isInside, OUTSIDE);

export const sceneIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, a letter first');

export const sceneSchema = z
  .strictObject({
    id: sceneIdSchema,
    title: wordsSchema,
    owner: wordsSchema,
    order: z.number().int().min(0).max(1_000).default(500),
    view: viewSchema.default({}),
    map: mapSchema.nullable().default(null),
    figures: z.boolean().default(true),
    panels: z.array(panelSchema).min(1).max(MOST_PANELS),
  })
  .superRefine(({ map, panels }, context) => {
    // Whoever lies under another is never seen: better said at the start than found on the wall.
    const places: readonly ScenePlace[] = map === null ? panels : [...panels, map];
    panels.forEach((panel, at) => {
      if (places.some((other, index) => index > at && overlap(panel, other)))
        context.addIssue({ code: 'custom', path: ['panels', at, 'at'], message: 'lies over another place' });
    });
  }) satisfies z.ZodType<Scene>;
