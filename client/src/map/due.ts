import type { TicketRow } from '@ioc/contracts/stream/channels';

const SOON_MS = 2 * 3_600_000;
export const DUE = ['overdue', 'soon', 'in-time'] as const;
export type Due = (typeof DUE)[number];

/** `overdue` is the hub's word; whether it is near is looked at with the hub's clock. */
export function dueOf({ overdue, dueAt }: Pick<TicketRow, 'overdue' | 'dueAt'>, nowMs: number): Due {
  if (overdue) return 'overdue';
  return dueAt !== null && Date.parse(dueAt) - nowMs <= SOON_MS ? 'soon' : 'in-time';
}
