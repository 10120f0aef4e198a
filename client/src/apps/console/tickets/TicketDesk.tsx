// The desk of tickets. The list is asked from the server and kept awake by the live channel; what one stands on stays what one
// stands on, and everything can be done by keyboard alone.
import type { DeskTicket, TicketRevealed } from '@ioc/contracts/api/ticket-desk';
import { useRef, useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { isOfTheProvince, worksAlerts } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { usePane } from '../../../desk-kit/use-pane.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { useLiveness } from '../../../stream/use-hub.tsx';
import { useStanding } from '../alerts/use-standing.ts';
import { NO_DESK_FILTER } from './desk-filter.ts';
import { DeskDialogs, type Asking } from './DeskDialogs.tsx';
import { ListEmpty, ListNews } from './ListNews.tsx';
import { TicketBar } from './TicketBar.tsx';
import { TicketPane } from './TicketPane.tsx';
import { TicketRows } from './TicketRows.tsx';
import { useDeskCommands } from './use-desk-commands.ts';
import { useDeskList } from './use-desk-list.ts';
import { useDeskNames } from './use-desk-names.ts';
import { useKeptTicket } from './use-kept-ticket.ts';
import { failureWords, storyPath, useGuarded } from './use-guarded.ts';
import { useTicketPictures } from './use-ticket-pictures.ts';
import { useTicketSteps } from './use-ticket-steps.ts';
import '../../../desk-kit/desk.css';
import './ticket-dialogs.css';
import './ticket-pane.css';
import './tickets.css';

/** In full for as long as one stands on the ticket. */
interface Revealed {
  readonly key: string;
  readonly words: TicketRevealed;
}

export function TicketDesk() {
  const text = useTicketText();
  const { self } = useSite();
  const { nowMs, freshness } = useLiveness();
  const names = useDeskNames();
  const notices = useNotices();
  const [filter, setFilter] = useState(NO_DESK_FILTER);
  const list = useDeskList(filter);
  const guarded = useGuarded(notices, list.reload);
  const steps = useTicketSteps(notices, guarded);
  const picturing = useTicketPictures(notices, guarded);
  const pane = usePane();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const standing = useKeptTicket(list.rows, useStanding(list.rows), pane);
  const { at, row: ticket } = standing;
  const works = self !== null && worksAlerts(self);
  const { act, run } = useDeskCommands({
    self,
    standing,
    count: list.rows.length,
    steps,
    searchField,
    onAsk: setAsking,
    pane,
    onView: (view) => setFilter({ ...filter, view }),
  });
  const reveal = async (one: DeskTicket, body: Readonly<Record<string, unknown>>) => {
    try {
      const words = await askJson<TicketRevealed>('POST', `${storyPath(one)}/reveal`, body);
      setRevealed({ key: one.key, words });
      setAsking(null);
    } catch (error) {
      notices.say(failureWords(error, text));
    }
  };
  return (
    <div
      className="split desk ticket-desk"
      data-open={pane.isOpen && ticket !== undefined}
      data-stale={!freshness.fresh}
    >
      <div className="list">
        <TicketBar
          filter={filter}
          names={names}
          shown={
            list.status === 'ready' || list.rows.length > 0
              ? { count: list.rows.length, more: list.hasMore }
              : null
          }
          searchField={searchField}
          onChange={setFilter}
          onHelp={run.help}
          onTemplates={run.templates}
          onExport={works ? run.export : null}
        />
        <ListNews list={list} isStale={!freshness.fresh} />
        {list.rows.length > 0 ? (
          <TicketRows rows={list.rows} at={at} names={names} nowMs={nowMs} onPick={standing.open} />
        ) : (
          <ListEmpty list={list} filter={filter} />
        )}
        {list.hasMore && (
          <button type="button" className="button ticket-more" data-quiet="true" onClick={list.loadMore}>
            {list.rows.length > 0 ? text.more : text.searchOn}
          </button>
        )}
        <p className="keys">{works ? text.keysHint : text.keysHintAtScene}</p>
      </div>
      {ticket ? (
        <TicketPane
          key={ticket.key}
          ticket={ticket}
          names={names}
          nowMs={nowMs}
          busy={steps.busy}
          revealed={revealed?.key === ticket.key ? revealed.words : null}
          onAct={act}
          onRelease={(picture, released) => void picturing.release(ticket, picture, released)}
          onHide={() => setRevealed(null)}
          onBack={pane.close}
        />
      ) : (
        <aside className="details details-none">
          <p>{text.pick}</p>
        </aside>
      )}
      {asking && (
        <DeskDialogs
          asking={asking}
          // What came in while one wrote is on the glass beside the dialog.
          now={
            'ticket' in asking && ticket?.key === asking.ticket.key
              ? ticket
              : list.rows.find(({ key }) => 'ticket' in asking && key === asking.ticket.key)
          }
          filter={filter}
          names={names}
          steps={steps}
          picturing={picturing}
          works={works}
          mayWrite={works && self !== null && isOfTheProvince(self)}
          onReveal={reveal}
          onExported={() => notices.say(text.export.done)}
          onClose={() => setAsking(null)}
        />
      )}
      {notices.place}
    </div>
  );
}
