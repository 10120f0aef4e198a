import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeIndicators, planIndicators } from './decode.ts';

export const indicators = defineConnector({
  id: 'indicators',
  name: 'Chỉ tiêu, chỉ số (tệp CSV, XLSX)',
  nameEn: 'Indicators (CSV, XLSX files)',
  transports: ['upload', 'poll'],
  source: {
    id: 'indicators',
    name: 'Chỉ tiêu kinh tế - xã hội, chuyển đổi số',
    nameEn: 'Socio-economic and digital indicators',
    // Files come when a person sends them.
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({
    zone: zoneSchema,
    citation: z
      .string()
      .max(300)
      .default('')
      .describe('Nguồn trích dẫn khi tệp không ghi | Citation where the file gives none'),
    decimal: z
      .enum(['auto', ',', '.'])
      .default('auto')
      .describe('Dấu thập phân của số viết dạng chữ | Decimal sign of numbers written as text'),
  }),
  plan: planIndicators,
  decode: decodeIndicators,
});
