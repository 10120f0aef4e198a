// Suricata's EVE alert. https://docs.suricata.io/en/latest/output/eve/eve-json-format.html
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const port = z.number().int().min(0).max(65_535);
/** Rules carry lists (`"mitre_technique_id": ["T1071"]`), old versions bare words. */
const words = z.union([text(200).transform((word) => [word]), z.array(text(200)).max(20)]);

export const eveEventSchema = z.object({ event_type: text(60) });

export const eveAlertSchema = z.object({
  timestamp: text(40),
  // An integer beyond 2^53, turned into text before parsing.
  flow_id: z.union([z.string().regex(/^\d{1,20}$/), z.number()]).optional(),
  // Suricata writes the sensor's name; a shipper on the way may have put an object in its place.
  host: z
    .union([text(255), z.object({ name: text(255).optional() }).transform(({ name }) => name)])
    .optional(),
  in_iface: text(60).optional(),
  src_ip: text(60).optional(),
  src_port: port.optional(),
  dest_ip: text(60).optional(),
  dest_port: port.optional(),
  proto: text(30).optional(),
  app_proto: text(30).optional(),
  tx_id: z.number().int().optional(),
  alert: z.object({
    action: text(30).default('allowed'),
    gid: z.number().int().default(1),
    signature_id: z.number().int(),
    rev: z.number().int().optional(),
    // A rule without `msg` has an empty one.
    signature: text(400).nullish(),
    category: text(200).nullish(),
    severity: z.number().int().min(1).max(255),
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
