import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { decodeOnvif, isOnvifTopic } from './decode.ts';

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
  optionsSchema: z.object({}),
  accepts: ({ address }) => isOnvifTopic(address),
  decode: decodeOnvif,
});
