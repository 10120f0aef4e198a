import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeOpen311 } from './decode.ts';
import { Open311Memory } from './memory.ts';
import { planOpen311 } from './plan.ts';

const words = z.array(z.string().trim().min(1).max(60)).max(100).default([]);

export const open311 = defineConnector({
  id: 'open311',
  name: 'Open311 GeoReport v2',
  nameEn: 'Open311 GeoReport v2',
  transports: ['poll'],
  source: {
    id: 'hotline',
    name: 'Tổng đài và cổng phản ánh hiện trường',
    nameEn: 'Hotline and field-feedback portal',
    // Each poll that is answered counts as heard, also when nobody called.
    cadenceMs: 300_000,
  },
  immutable: false,
  optionsSchema: z.object({
    zone: zoneSchema,
    format: z.enum(['json', 'xml']).default('json').describe('Định dạng trả lời | Format of the answers'),
    jurisdictionId: z
      .string()
      .max(100)
      .default('')
      .describe('jurisdiction_id, nếu máy chủ yêu cầu | jurisdiction_id, if the server asks for it'),
    backlogDays: z
      .number()
      .int()
      .min(1)
      .max(1_826)
      .default(90)
      .describe('Lần đầu đọc lùi bao nhiêu ngày | How many days back the first round goes'),
    pageSize: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(500)
      .describe('Số phản ánh mỗi trang (page_size) | Requests a page (page_size)'),
    updatedAfter: z
      .boolean()
      .default(true)
      .describe(
        'Gửi updated_after; tắt nếu máy chủ báo lỗi với tham số lạ | Send updated_after; off where the server refuses what it does not know',
      ),
    openWords: words.describe('Trạng thái thêm được coi là đang mở | Further statuses that mean open'),
    closedWords: words.describe('Trạng thái thêm được coi là đã đóng | Further statuses that mean closed'),
  }),
  secrets: [{ name: 'apiKey', label: 'Khóa API (api_key)', labelEn: 'API key (api_key)', required: false }],
  plan: planOpen311,
  memory: () => new Open311Memory(),
  decode: decodeOpen311,
});
