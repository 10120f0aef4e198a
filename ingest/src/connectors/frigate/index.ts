import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { decodeFrigate } from './decode.ts';

export const frigate = defineConnector({
  id: 'frigate',
  name: 'Frigate NVR',
  nameEn: 'Frigate NVR',
  transports: ['mqtt'],
  source: {
    id: 'frigate',
    name: 'Camera phân tích hình ảnh (Frigate)',
    nameEn: 'Camera analytics (Frigate)',
    // `frigate/stats` comes each minute from a Frigate that is alive, whatever the cameras see.
    cadenceMs: 120_000,
  },
  immutable: false,
  optionsSchema: z.object({
    prefix: z
      .string()
      .min(1)
      .max(60)
      .default('frigate')
      .describe('Tiền tố chủ đề (topic_prefix) | Topic prefix (topic_prefix)'),
  }),
  accepts: ({ address }, { prefix }) => address.startsWith(`${prefix}/`) && !address.includes('/onvif-'),
  decode: (message, context, { prefix }) => decodeFrigate(message, context, prefix),
});
