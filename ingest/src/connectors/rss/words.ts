// Which headlines are more than news to the desk. A headline is no measurement, so none is ever more than medium; single
// syllables with a second meaning (cháy vé is sold out, bùng nổ a boom, bão giá dear) stand here as phrases.
import type { Severity } from '@ioc/contracts/words';
import { wordFinder } from '../../wire/vietnamese.ts';

export const MEDIUM_WORDS: readonly string[] = [
  'lũ quét',
  'lũ ống',
  'sạt lở',
  'lở đất',
  'vỡ đê',
  'vỡ đập',
  'siêu bão',
  'động đất',
  'sóng thần',
  'cháy lớn',
  'cháy rừng',
  'nổ lớn',
  'sập cầu',
  'chìm tàu',
  'chìm thuyền',
  'mất tích',
  'tử vong',
  'thiệt mạng',
  'sơ tán',
  'khẩn cấp',
];

export const LOW_WORDS: readonly string[] = [
  'lũ',
  'lụt',
  'mưa lớn',
  'ngập',
  'ngập lụt',
  'triều cường',
  'bão số',
  'cơn bão',
  'áp thấp nhiệt đới',
  'lốc xoáy',
  'hạn hán',
  'xâm nhập mặn',
  'vụ cháy',
  'đám cháy',
  'bốc cháy',
  'cháy nhà',
  'hỏa hoạn',
  'vụ nổ',
  'tai nạn',
  'đuối nước',
  'dịch bệnh',
  'ngộ độc',
  'ô nhiễm',
  'mất điện',
  'tấn công mạng',
  'lừa đảo',
];

export interface RssWords {
  readonly mediumWords: readonly string[];
  readonly lowWords: readonly string[];
}

/** Made once for a document, for the words are reduced first. */
export function severityFinder({ mediumWords, lowWords }: RssWords): (headline: string) => Severity {
  const isMedium = wordFinder(mediumWords);
  const isLow = wordFinder(lowWords);
  return (headline) => {
    if (isMedium(headline)) return 'medium';
    return isLow(headline) ? 'low' : 'info';
  };
}
