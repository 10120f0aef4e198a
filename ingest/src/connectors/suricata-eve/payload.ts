// Suricata's EVE alert. https://docs.suricata.io/en/latest/output/eve/eve-json-format.html
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const port = z.number().int().min(0).max(65_535);

export const eveEventSchema = z.object({ event_type: text(60) });

export const eveAlertSchema = z.object({
  timestamp: text(40),
  // An integer beyond 2^53, turned into text before parsing.
  flow_id: z.union([z.string().regex(/^\d{1,20}$/), z.number()]).optional(),
  host: text(255).optional(),
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
    signature: text(400).min(1),
    category: text(200).default(''),
    severity: z.number().int().min(1).max(255),
  }),
});
export type EveAlert = z.infer<typeof eveAlertSchema>;
