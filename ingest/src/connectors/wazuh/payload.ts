// What Wazuh writes: 4.x an alert (alerts.json, syslog output), 5.x a finding in the Wazuh Common Schema, which is ECS with
// Wazuh's own under `wazuh`. Loose where versions and integrations differ: lists that hold one word come as that word.
// https://documentation.wazuh.com/current/user-manual/manager/alert-management.html
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const textOrNumber = z.union([text(200), z.number().transform(String)]);
/** Free text that is shortened later, or not kept at all. */
const prose = z.string();

const words = z
  .union([textOrNumber.transform((word) => [word]), z.array(textOrNumber).max(200)])
  .transform((list) => list.slice(0, 20))
  .catch([])
  .optional();

const level = z.union([
  z.number().int().min(0).max(99),
  z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
]);

export const alertSchema = z.object({
  timestamp: text(60).optional(),
  '@timestamp': text(60).optional(),
  id: textOrNumber.optional(),
  rule: z.object({
    id: textOrNumber,
    level,
    description: prose.nullish(),
    groups: words,
    firedtimes: z.number().nullish().catch(null),
    mitre: z.object({ id: words, tactic: words, technique: words }).nullish().catch(null),
  }),
  agent: z
    .object({ id: textOrNumber.optional(), name: text(255).optional(), ip: text(60).optional() })
    .optional(),
  manager: z.object({ name: text(255).optional() }).optional(),
  decoder: z
    .object({ name: text(200).optional() })
    .nullish()
    .catch(null),
  location: text(1_000).nullish().catch(null),
  syscheck: z
    .object({ path: text(1_000).optional(), event: text(60).optional() })
    .nullish()
    .catch(null),
  data: z.unknown().optional(),
});
export type WazuhAlert = z.infer<typeof alertSchema>;

/** `{id, name}` of words, or the words alone. */
const mitrePart = z
  .union([z.object({ id: words, name: words }).transform(({ id, name }) => id ?? name), words])
  .catch([])
  .optional();

/** ECS allows several addresses; the first is meant. */
const firstWord = words.transform((list) => list?.[0]);

const party = z
  .object({ ip: firstWord, address: text(255).optional(), port: z.unknown().optional() })
  .nullish()
  .catch(null);

export const findingSchema = z.object({
  '@timestamp': z.union([text(60), z.number().transform(String)]),
  wazuh: z.object({
    rule: z
      .object({
        id: textOrNumber.optional(),
        sigma_id: textOrNumber.optional(),
        title: prose.nullish(),
        level: z.union([text(30), z.number()]).optional(),
        tags: words,
        mitre: z
          .object({ tactic: mitrePart, technique: mitrePart, subtechnique: mitrePart })
          .nullish()
          .catch(null),
      })
      .optional(),
    agent: z
      .object({
        id: textOrNumber.optional(),
        name: text(255).optional(),
        host: z
          .object({ ip: words, hostname: text(255).optional() })
          .nullish()
          .catch(null),
      })
      .optional(),
    event: z.object({ id: textOrNumber.optional() }).nullish().catch(null),
    cluster: z
      .object({ name: text(255).optional() })
      .nullish()
      .catch(null),
    integration: z
      .object({ name: text(200).optional(), category: text(200).optional() })
      .nullish()
      .catch(null),
  }),
  // Betas wrote ECS' own rule, with a name for a title.
  rule: z
    .object({
      id: textOrNumber.optional(),
      name: prose.nullish(),
      level: z.union([text(30), z.number()]).optional(),
    })
    .nullish()
    .catch(null),
  event: z
    .object({ id: textOrNumber.optional(), action: text(200).optional(), category: words })
    .nullish()
    .catch(null),
  host: z
    .object({ name: text(255).optional(), hostname: text(255).optional() })
    .nullish()
    .catch(null),
  source: party,
  destination: party,
  user: z
    .object({ name: text(255).optional() })
    .nullish()
    .catch(null),
  network: z
    .object({ transport: text(30).optional() })
    .nullish()
    .catch(null),
});
export type WazuhFinding = z.infer<typeof findingSchema>;

/** A whole document of the indexer, as shippers send it. */
export const documentSchema = z.object({
  _id: text(200).optional(),
  _source: z.record(z.string(), z.unknown()),
});
