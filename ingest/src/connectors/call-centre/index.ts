import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeCallCentre } from './decode.ts';
import { CATEGORIES, categorySchema, CLOSED_STATES } from './words.ts';

export const callCentre = defineConnector({
  id: 'call-centre',
  name: 'Tổng đài (webhook)',
  nameEn: 'Call centre (webhook)',
  transports: ['webhook'],
  source: {
    id: 'call-centre',
    name: 'Tổng đài tiếp nhận cuộc gọi',
    nameEn: 'Call centre',
    // Nobody may call for hours.
    cadenceMs: null,
  },
  immutable: false,
  optionsSchema: z.object({
    zone: zoneSchema,
    closedStates: z
      .array(z.string().min(1).max(60))
      .max(50)
      .default([...CLOSED_STATES])
      .describe('Trạng thái kết thúc | States after which nothing more comes'),
    categories: z
      .array(categorySchema)
      .max(300)
      .default([...CATEGORIES])
      .describe('Tên và mức độ theo lĩnh vực | Names and severities of categories'),
  }),
  decode: decodeCallCentre,
});
