import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { CalendarClock, GitMerge, Image, Upload, UserRound, Users } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useSite } from '../../../api/site.tsx';
import { useRowInSight } from '../../../desk-kit/follow-focus.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';
import { DueBadge } from './DueBadge.tsx';
import type { DeskNames } from './use-desk-names.ts';

/** What more there is to a ticket: pictures, files on their way, followers, merged ones, a new promise. */
function Signs({ ticket }: { readonly ticket: DeskTicket }) {
  const text = useTicketText().signs;
  const format = useFormat();
  const { pictures, pending, followers, merged, into, hasAppointment } = ticket;
  const signs: readonly (readonly [LucideIcon, string | null])[] = [
    [Image, pictures > 0 ? text.pictures(format.number(pictures)) : null],
    [Upload, pending > 0 ? text.pending(format.number(pending)) : null],
    [Users, followers > 0 ? text.followers(format.number(followers)) : null],
    [GitMerge, merged > 0 ? text.merged(format.number(merged)) : into ? text.into : null],
    [CalendarClock, hasAppointment ? text.appointment : null],
  ];
  return (
    <span className="ticket-signs figures">
      {signs.map(([Icon, words]) =>
        words === null ? null : (
          <span key={words} className="ticket-sign">
            <Icon aria-hidden="true" />
            {words}
          </span>
        ),
      )}
    </span>
  );
}

export function Holder({ holder }: Pick<DeskTicket, 'holder'>) {
  const text = useTicketText().signs;
  const { self } = useSite();
  if (!holder) return <span className="ticket-holder">{text.free}</span>;
  return (
    <span className="ticket-holder" data-mine={holder.id === self?.id}>
      <UserRound aria-hidden="true" />
      {holder.id === self?.id ? text.me : holder.name}
    </span>
  );
}

interface RowProps {
  readonly ticket: DeskTicket;
  readonly selected: boolean;
  readonly names: DeskNames;
  readonly nowMs: number;
  readonly onPick: () => void;
}

function Row({ ticket, selected, names, nowMs, onPick }: RowProps) {
  const text = useTicketText();
  const format = useFormat();
  const language = useLanguage();
  const row = useRowInSight<HTMLLIElement>(selected);
  return (
    <li
      ref={row}
      className="desk-row ticket-row"
      data-selected={selected}
      data-closed={ticket.closed}
      data-key={ticket.key}
    >
      <button type="button" aria-current={selected} tabIndex={selected ? 0 : -1} onClick={onPick}>
        <SeverityMark severity={ticket.severity} />
        <span className="ticket-main">
          <span className="ticket-title">{localName(language, ticket.title, ticket.titleEn)}</span>
          <span className="ticket-where">
            {names.unit(ticket.unitId)} · {names.source(ticket.source)} ·{' '}
            <span className="figures">{format.ago(nowMs - Date.parse(ticket.openedAt))}</span>
          </span>
          <Signs ticket={ticket} />
        </span>
        <span className="ticket-who">
          <span className="ticket-state" data-state={ticket.state}>
            {text.state[ticket.state] ?? ticket.state}
          </span>
          <span className="ticket-agency">{ticket.agency}</span>
        </span>
        <Holder holder={ticket.holder} />
        <DueBadge ticket={ticket} nowMs={nowMs} />
      </button>
    </li>
  );
}

interface Props {
  readonly rows: readonly DeskTicket[];
  readonly at: number;
  readonly names: DeskNames;
  readonly nowMs: number;
  readonly onPick: (at: number) => void;
}

export function TicketRows({ rows, at, names, nowMs, onPick }: Props) {
  const text = useTicketText();
  return (
    <ol className="desk-rows" aria-label={text.list}>
      {rows.map((ticket, index) => (
        <Row
          key={ticket.key}
          ticket={ticket}
          selected={index === at}
          names={names}
          nowMs={nowMs}
          onPick={() => onPick(index)}
        />
      ))}
    </ol>
  );
}
