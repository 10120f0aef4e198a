import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { decodeFrigate } from './decode.ts';
import { labelSchema, LABELS, RAISES, raiseSchema, TRAFFIC_CAMERAS, VEHICLES } from './words.ts';

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
    speedUnit: z
      .enum(['kmh', 'mph'])
      .default('kmh')
      .describe('Đơn vị tốc độ của Frigate (unit_system) | Unit of speeds in Frigate (unit_system)'),
    raises: z
      .array(raiseSchema)
      .max(200)
      .default([...RAISES])
      .describe('Nâng mức độ theo vùng và nhãn | What zones and labels raise the severity'),
    labels: z
      .array(labelSchema)
      .max(300)
      .default([...LABELS])
      .describe('Tên của nhãn | What labels are called'),
    vehicles: z
      .array(z.string().min(1).max(60))
      .max(100)
      .default([...VEHICLES])
      .describe('Nhãn là phương tiện | Labels that are vehicles'),
    trafficCameras: z
      .array(z.string().min(1).max(60).toLowerCase())
      .max(100)
      .default([...TRAFFIC_CAMERAS])
      .describe('Camera giao thông có tên bắt đầu bằng | Names of traffic cameras begin with'),
  }),
  accepts: ({ address }, { prefix }) => address.startsWith(`${prefix}/`) && !address.includes('/onvif-'),
  decode: decodeFrigate,
});
