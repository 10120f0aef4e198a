// Suricata's EVE alert. https://docs.suricata.io/en/latest/output/eve/eve-json-format.html
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const port = z.number().int().min(0).max(65_535);
/** Shippers turn numbers into text. */
const whole = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
]);
/** What a shipper writes as null is absent. */
const absent = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? undefined);
/** Rules carry lists (`"mitre_technique_id": ["T1071"]`), old versions bare words. */
const words = z.union([text(200).transform((word) => [word]), z.array(text(200)).max(20)]);

export const eveEventSchema = z.object({ event_type: text(60) });

export const eveAlertSchema = z.object({
  timestamp: text(40).optional(),
  // Logstash and its kin put the event's time here, and drop the other.
  '@timestamp': text(40).optional(),
  // An integer beyond 2^53, turned into text before parsing.
  flow_id: absent(z.union([z.string().regex(/^\d{1,20}$/), z.number()])),
  // Suricata writes the sensor's name; a shipper on the way may have put an object in its place.
  host: z
    .union([text(255), z.object({ name: text(255).optional() }).transform(({ name }) => name)])
    .optional()
    .catch(undefined),
  in_iface: absent(text(60)),
  src_ip: absent(text(60)),
  src_port: absent(port),
  dest_ip: absent(text(60)),
  dest_port: absent(port),
  proto: absent(text(30)),
  app_proto: absent(text(30)),
  tx_id: absent(z.number().int()),
  alert: z.object({
    action: text(30).default('allowed'),
    gid: whole.default(1),
    signature_id: whole,
    rev: absent(whole),
    // A rule without `msg` has an empty one.
    signature: text(1_000).nullish(),
    category: text(200).nullish(),
    severity: whole.pipe(z.number().min(1).max(255)),
    metadata: z
      .object({
        signature_severity: words.optional(),
        mitre_tactic_id: words.optional(),
        mitre_technique_id: words.optional(),
      })
      // Metadata are remarks of the rule's author: odd ones do not cost the alert.
      .catch({})
      .optional(),
  }),
});
export type EveAlert = z.infer<typeof eveAlertSchema>;
