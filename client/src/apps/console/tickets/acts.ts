// What can be done to a ticket as it stands, by whom, and by which key. The server asks again; this keeps away what it refuses.
import type { Self } from '@ioc/contracts/access';
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { worksAlerts } from '../../../api/rights.ts';

export type Act =
  | 'take'
  | 'start'
  | 'assign'
  | 'answer'
  | 'note'
  | 'pause'
  | 'apology'
  | 'close'
  | 'picture'
  | 'duplicates'
  | 'reveal';

export const ACT_KEYS: Readonly<Record<Act, string>> = {
  take: 't',
  start: 's',
  assign: 'a',
  answer: 'r',
  note: 'n',
  pause: 'p',
  apology: 'x',
  close: 'c',
  picture: 'i',
  duplicates: 'd',
  reveal: 'v',
};
export const ACTS = Object.keys(ACT_KEYS) as Act[];
/** Of one's own ticket: what ends it stands first, giving it back where no thumb comes by accident. */
const OWN: readonly Act[] = [
  'close',
  'picture',
  'start',
  'answer',
  'note',
  'assign',
  'pause',
  'apology',
  'duplicates',
  'reveal',
  'take',
];
export const actsInOrder = (isMine: boolean): readonly Act[] => (isMine ? OWN : ACTS);

/** These are the desk's; a reporter at the scene has the others. */
const OF_THE_DESK: ReadonlySet<Act> = new Set(['assign', 'pause', 'apology', 'duplicates', 'reveal']);
/** Keys that a reporter at the scene has no use for. */
export const DESK_KEYS: ReadonlySet<string> = new Set(['e', ...[...OF_THE_DESK].map((act) => ACT_KEYS[act])]);
const AFTERWARDS: ReadonlySet<Act> = new Set(['answer', 'note', 'picture', 'duplicates', 'reveal']);

export function mayAct(act: Act, ticket: DeskTicket, self: Self): boolean {
  if (OF_THE_DESK.has(act) && !worksAlerts(self)) return false;
  if (ticket.into !== null) return act === 'duplicates' || act === 'note' || act === 'reveal';
  if (ticket.closed) return AFTERWARDS.has(act);
  if (act === 'start') return ticket.state !== 'in-progress' && ticket.state !== 'paused';
  return act !== 'apology' || ticket.state !== 'paused';
}
