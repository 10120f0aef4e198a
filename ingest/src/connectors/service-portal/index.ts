import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeSnapshot, planSnapshot } from './decode.ts';

export const servicePortal = defineConnector({
  id: 'service-portal',
  name: 'Cổng dịch vụ công, một cửa (ảnh chụp số liệu)',
  nameEn: 'Service portal, one-stop system (snapshots)',
  transports: ['poll', 'upload'],
  source: {
    id: 'service-portal',
    name: 'Cổng dịch vụ công và một cửa',
    nameEn: 'Public-service portal and one-stop system',
    // Figures are stated every six hours; two statements may be missed before the tile greys out.
    cadenceMs: 12 * 3_600_000,
  },
  immutable: true,
  optionsSchema: z.object({ zone: zoneSchema }),
  plan: planSnapshot,
  decode: decodeSnapshot,
});
