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
/** Rules carry lists (`"mitre_technique_id": ["T1071"]`), old versions bare words. */
const words = z.union([text(200).transform((word) => [word]), z.array(text(200)).max(20)]);

export const eveEventSchema = z.object({ event_type: text(60) });

/** Shippers write null for what is absent. */
export const eveAlertSchema = z.object({
  timestamp: text(40).optional(),
  // Logstash and its kin put the event's time here, and drop the other.
  '@timestamp': text(40).optional(),
  // An integer beyond 2^53, turned into text before parsing.
  flow_id: z.union([z.string().regex(/^\d{1,20}$/), z.number()]).nullish(),
  // Suricata writes the sensor's name; a shipper on the way may have put an object in its place.
  host: z
    .union([text(255), z.object({ name: text(255).optional() }).transform(({ name }) => name)])
    .optional()
    .catch(undefined),
  in_iface: text(60).nullish(),
  src_ip: text(60).nullish(),
  src_port: port.nullish(),
  dest_ip: text(60).nullish(),
  dest_port: port.nullish(),
  proto: text(30).nullish(),
  app_proto: text(30).nullish(),
  tx_id: z.number().int().nullish(),
  alert: z.object({
    action: text(30).default('allowed'),
    gid: whole.default(1),
    signature_id: whole,
    rev: whole.nullish(),
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
