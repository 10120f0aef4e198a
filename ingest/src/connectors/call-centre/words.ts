// What states and categories mean: the defaults of the options.
import { severitySchema } from '@ioc/contracts/words';
import { z } from 'zod';

export const categorySchema = z.object({
  code: z.string().min(1).max(100).describe('Mã lĩnh vực của tổng đài | Category code of the call centre'),
  vi: z.string().min(1).max(100).describe('Tên tiếng Việt | Name in Vietnamese'),
  en: z.string().min(1).max(100).describe('Tên tiếng Anh | Name in English'),
  severity: severitySchema.describe('Mức độ | Severity'),
});
export type Category = z.infer<typeof categorySchema>;

const category = (code: string, vi: string, en: string, severity: Category['severity']): Category => ({
  code,
  vi,
  en,
  severity,
});

export const CATEGORIES: readonly Category[] = [
  category('chay', 'Cháy', 'Fire', 'critical'),
  category('cuu-nan', 'Cứu nạn', 'Rescue request', 'critical'),
  category('sat-lo', 'Sạt lở', 'Landslide', 'critical'),
  category('tai-nan', 'Tai nạn giao thông', 'Road accident', 'high'),
  category('ngap-ung', 'Ngập úng', 'Flooding', 'high'),
  category('an-ninh', 'An ninh trật tự', 'Public order', 'medium'),
  category('cay-do', 'Cây đổ', 'Fallen tree', 'medium'),
  category('mat-dien', 'Mất điện', 'Power cut', 'medium'),
  category('mat-nuoc', 'Mất nước', 'Water supply', 'medium'),
  category('dich-vu-cong', 'Dịch vụ công', 'Public service question', 'low'),
  category('khac', 'Khác', 'Other', 'low'),
];

/** States after which nothing more comes. */
export const CLOSED_STATES = [
  'ended',
  'abandoned',
  'missed',
  'ticket-resolved',
  'ticket-closed',
  'ticket-cancelled',
];

/** Titles of calls by state; a call in another state is a call. */
const CALLS: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  ringing: ['Cuộc gọi đang chờ', 'Call waiting'],
  answered: ['Cuộc gọi đang nghe', 'Call answered'],
  ended: ['Cuộc gọi đã xong', 'Call ended'],
  abandoned: ['Cuộc gọi bỏ lỡ', 'Call abandoned'],
  missed: ['Cuộc gọi bỏ lỡ', 'Call missed'],
};

export const callName = (state: string): readonly [vi: string, en: string] =>
  CALLS[state] ?? ['Cuộc gọi', 'Call'];
