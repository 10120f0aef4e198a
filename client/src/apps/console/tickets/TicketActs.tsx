import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { useSite } from '../../../api/site.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import type { TicketDictionary } from '../../../i18n/ticket-vi.ts';
import { ACT_KEYS, actsInOrder, mayAct, type Act } from './acts.ts';

/** The same key goes there and back. */
function wordsOf(act: Act, ticket: DeskTicket, isMine: boolean, text: TicketDictionary['act']): string {
  if (act === 'take' && isMine) return text.giveBack;
  if (act === 'pause' && ticket.pause !== null) return text.resume;
  if (act === 'duplicates' && ticket.into !== null) return text.unmerge;
  return text[act];
}

interface Props {
  readonly ticket: DeskTicket;
  readonly busy: boolean;
  readonly onAct: (act: Act) => void;
}

/** Everything that can be done now; the first is what most likely comes next. */
export function TicketActs({ ticket, busy, onAct }: Props) {
  const text = useTicketText().act;
  const { self } = useSite();
  if (!self) return null;
  const isMine = ticket.holder?.id === self.id;
  const next: Act = isMine ? 'close' : 'take';
  return (
    <div className="desk-acts">
      {actsInOrder(isMine)
        .filter((act) => mayAct(act, ticket, self))
        .map((act) => (
          <button
            key={act}
            type="button"
            className="button"
            data-quiet={act !== next}
            disabled={busy}
            aria-keyshortcuts={ACT_KEYS[act]}
            onClick={() => onAct(act)}
          >
            {wordsOf(act, ticket, isMine, text)} <kbd aria-hidden="true">{ACT_KEYS[act]}</kbd>
          </button>
        ))}
    </div>
  );
}
