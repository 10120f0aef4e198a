// Service-portal figures (no wire standard exists): counts by unit, procedure and period, restated as the source likes.
// A name that is absent was not reported; it is never read as zero.
import { z } from 'zod';

export const SERVICE_COUNTS = [
  'received',
  'receivedOnline',
  'closedOnTime',
  'closedLate',
  'openInTime',
  'openOverdue',
  'paidOnline',
  'digitised',
] as const;
export type ServiceCount = (typeof SERVICE_COUNTS)[number];

const count = z.number().int().min(0).max(1_000_000_000);
export const serviceCountsSchema = z.object({
  received: count.optional(),
  receivedOnline: count.optional(),
  closedOnTime: count.optional(),
  closedLate: count.optional(),
  openInTime: count.optional(),
  openOverdue: count.optional(),
  paidOnline: count.optional(),
  digitised: count.optional(),
  /** Percent, 0..100. */
  satisfaction: z.number().min(0).max(100).optional(),
});
export type ServiceCounts = z.infer<typeof serviceCountsSchema>;

/**
 * Indicators of a unit (domain formulas): `onTime` = closed on time ÷ (closed + open overdue), the honest one;
 * `onTimeClosedOnly` = closed on time ÷ closed, the one that looks perfect. All are percent, 0..100; null when not
 * computable.
 */
export interface ServiceIndicators {
  readonly onTime: number | null;
  readonly onTimeClosedOnly: number | null;
  readonly onlineRate: number | null;
  readonly onlinePaymentRate: number | null;
  readonly digitisedRate: number | null;
}
