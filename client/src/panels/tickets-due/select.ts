import type { TicketRow } from '@ioc/contracts/stream/channels';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { itemLines } from '../../panel-kit/item-line.ts';
import type { ItemLine } from '../../panel-kit/item-line.ts';

const SHOWN = 14;
const MINUTE_MS = 60_000;
const SOON_MS = 4 * 60 * MINUTE_MS;

export interface DueLine extends ItemLine {
  /** Until its due time, whole minutes as ms; negative: it is past. Null: none was set. */
  readonly dueInMs: number | null;
  readonly overdue: boolean;
}

export interface TicketsDue {
  readonly open: number;
  readonly overdue: number;
  readonly soon: number;
  readonly closedToday: number;
  readonly lines: readonly DueLine[];
}

const dueMs = ({ dueAt }: TicketRow): number => (dueAt === null ? Infinity : Date.parse(dueAt));

/** Open tickets by due time, those past it first, and how many stand where. */
export function selectTicketsDue(input: PanelInput): TicketsDue {
  const rows = [...rowsOf(input, 'tickets').values()];
  const open = rows.filter(({ closed }) => !closed);
  const isSoon = (ticket: TicketRow) => !ticket.overdue && dueMs(ticket) - input.nowMs < SOON_MS;
  const shown = open
    .toSorted((a, b) => (dueMs(a) === dueMs(b) ? (a.key < b.key ? -1 : 1) : dueMs(a) - dueMs(b)))
    .slice(0, SHOWN);
  const lines = itemLines(input, shown);
  return {
    open: open.length,
    overdue: open.filter(({ overdue }) => overdue).length,
    soon: open.filter(isSoon).length,
    // The channel holds what closed until midnight.
    closedToday: rows.length - open.length,
    lines: shown.flatMap((ticket, at) => {
      const line = lines[at];
      const inMs = ticket.dueAt === null ? null : dueMs(ticket) - input.nowMs;
      const rounded = inMs === null ? null : Math.trunc(inMs / MINUTE_MS) * MINUTE_MS;
      return line ? [{ ...line, dueInMs: rounded, overdue: ticket.overdue }] : [];
    }),
  };
}
