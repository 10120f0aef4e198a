import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeRss } from './decode.ts';
import { planRss } from './memory.ts';
import { LOW_WORDS, MEDIUM_WORDS } from './words.ts';

const words = (defaults: readonly string[]) =>
  z
    .array(z.string().trim().min(1).max(60))
    .max(300)
    .default([...defaults]);

export const rss = defineConnector({
  id: 'rss',
  name: 'Báo điện tử (RSS, Atom)',
  nameEn: 'Newspapers (RSS, Atom)',
  transports: ['poll'],
  source: {
    id: 'press',
    name: 'Báo điện tử',
    nameEn: 'Newspapers',
    // Each poll that is answered counts as heard, also when nothing was published.
    cadenceMs: 1_800_000,
  },
  immutable: false,
  optionsSchema: z.object({
    zone: zoneSchema,
    ignoreZone: z
      .boolean()
      .default(false)
      .describe(
        'Bỏ qua múi giờ ghi trong tin, luôn dùng múi giờ trên | Ignore the zone written in stamps, always use the one above',
      ),
    mediumWords: words(MEDIUM_WORDS).describe(
      'Từ trong tiêu đề nâng lên mức trung bình | Words in a headline that raise it to medium',
    ),
    lowWords: words(LOW_WORDS).describe(
      'Từ trong tiêu đề nâng lên mức thấp | Words in a headline that raise it to low',
    ),
  }),
  plan: planRss,
  decode: decodeRss,
});
