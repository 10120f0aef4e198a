import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { decodeOnvif, isOnvifTopic } from './decode.ts';
import { TOPICS, topicWordsSchema } from './topics.ts';

export const onvif = defineConnector({
  id: 'onvif',
  name: 'ONVIF Profile M',
  nameEn: 'ONVIF Profile M',
  transports: ['mqtt'],
  source: {
    id: 'onvif',
    name: 'Camera và cảm biến ONVIF',
    nameEn: 'ONVIF cameras and sensors',
    // Events come when something happens; the format knows no heartbeat.
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({
    prefix: z
      .string()
      .max(100)
      .regex(/^$|^[^/#+][^#+]*[^/#+]$|^[^/#+]$/, 'no # and +, no / at the ends')
      .default('')
      .describe(
        'Chỉ nhận chủ đề dưới tiền tố này, trống là tất cả | Only topics below this prefix, empty for all',
      ),
    topics: z
      .array(topicWordsSchema)
      .max(200)
      .default([...TOPICS])
      .describe('Tên, lĩnh vực, mức độ theo chủ đề | Names, domains and severities by topic'),
  }),
  accepts: ({ address }, options) => isOnvifTopic(address, options),
  decode: decodeOnvif,
});
