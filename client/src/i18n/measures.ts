// Measures in which offices state figures. A source says its measure once, in Vietnamese; the words are few and those of the
// statistical yearbooks, so that English is said for these. Any other measure is shown as it was stated.
import type { Language } from './language.ts';

const ENGLISH: Readonly<Record<string, string>> = {
  đồng: 'VND',
  'nghìn đồng': 'thousand VND',
  'triệu đồng': 'million VND',
  'tỷ đồng': 'billion VND',
  'nghìn tỷ đồng': 'trillion VND',
  'triệu usd': 'million USD',
  người: 'people',
  'nghìn người': 'thousand people',
  hộ: 'households',
  'học sinh': 'pupils',
  'giáo viên': 'teachers',
  lớp: 'classes',
  trường: 'schools',
  ca: 'cases',
  lượt: 'visits',
  giường: 'beds',
  'bác sĩ': 'doctors',
  'doanh nghiệp': 'enterprises',
  'dự án': 'projects',
  'hồ sơ': 'dossiers',
  'chứng thư': 'certificates',
  'thủ tục': 'procedures',
  'dịch vụ': 'services',
  'trạng thái': 'statuses',
  trạm: 'stations',
  'tài khoản': 'accounts',
  'văn bản': 'documents',
  'máy chủ': 'servers',
  phút: 'minutes',
  tỷ: 'billion',
  triệu: 'million',
  vụ: 'cases',
  tấn: 'tonnes',
  'nghìn tấn': 'thousand tonnes',
  xã: 'communes',
  điểm: 'points',
  'điểm %': 'percentage points',
  ngày: 'days',
  giờ: 'hours',
};

/** A measure in the reader's language; as it was stated where there is no word for it. */
export const measureIn = (language: Language, stated: string): string =>
  language === 'vi' ? stated : (ENGLISH[stated.normalize('NFC').trim().toLowerCase()] ?? stated);
