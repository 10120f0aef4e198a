import type { DeskTicket, DeskTicketStory, TicketRevealed } from '@ioc/contracts/api/ticket-desk';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { readAgain, useResource } from '../../../api/resource.ts';
import { DeskLoading } from '../../../desk-kit/DeskLoading.tsx';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';
import type { Act } from './acts.ts';
import { DueBadge } from './DueBadge.tsx';
import { PersonalBlock } from './PersonalBlock.tsx';
import { TicketActs } from './TicketActs.tsx';
import { TicketPictures } from './TicketPictures.tsx';
import { Holder } from './TicketRows.tsx';
import { TicketStory } from './TicketStory.tsx';
import type { DeskNames } from './use-desk-names.ts';
import { storyPath } from './use-guarded.ts';

const REFRESH_MS = 15_000;
const NOTHING_SAID: TicketRevealed['said'] = {};

/** Read again with each step of anybody, so that the story is that of the row beside it. */
function useStory(ticket: DeskTicket) {
  const path = storyPath(ticket);
  const story = useResource<DeskTicketStory>(path, REFRESH_MS);
  const stamp = `${ticket.updatedAt} ${ticket.pictures} ${ticket.pending}`;
  const seen = useRef(stamp);
  useEffect(() => {
    if (seen.current === stamp) return;
    seen.current = stamp;
    readAgain(path);
  }, [path, stamp]);
  return story;
}

interface FactsProps {
  readonly ticket: DeskTicket;
  readonly story: DeskTicketStory | null;
  readonly names: DeskNames;
}

function Facts({ ticket, story, names }: FactsProps) {
  const text = useTicketText();
  const format = useFormat();
  const { field } = text;
  const rows: readonly (readonly [string, string | null])[] = [
    [field.category, ticket.serviceCode && names.category(ticket.serviceCode)],
    [field.agency, ticket.agency ?? text.none],
    [field.place, names.unit(ticket.unitId)],
    [field.point, ticket.point && `${ticket.point[1].toFixed(5)}, ${ticket.point[0].toFixed(5)}`],
    [field.opened, format.dateTime(ticket.openedAt)],
    [field.due, ticket.dueAt && `${format.time(ticket.dueAt)} ${format.date(ticket.dueAt)}`],
    [field.source, names.source(ticket.source)],
    [field.id, ticket.id],
    [field.rating, story?.rating ? text.stars(format.number(story.rating.stars)) : null],
  ];
  return (
    <dl className="facts figures">
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface Props {
  readonly ticket: DeskTicket;
  readonly names: DeskNames;
  readonly nowMs: number;
  readonly busy: boolean;
  readonly revealed: TicketRevealed | null;
  readonly onAct: (act: Act) => void;
  readonly onRelease: (picture: string, released: boolean) => void;
  readonly onHide: () => void;
  readonly onBack: () => void;
}

/** One ticket in full: how it stands, what can be done, what the resident wrote, pictures, everything that happened. */
export function TicketPane({
  ticket,
  names,
  nowMs,
  busy,
  revealed,
  onAct,
  onRelease,
  onHide,
  onBack,
}: Props) {
  const text = useTicketText();
  const { severity } = useText();
  const language = useLanguage();
  const { value: story, error } = useStory(ticket);
  return (
    <aside className="details desk-pane ticket-pane" aria-label={text.story.title}>
      <button type="button" className="button desk-back" data-quiet="true" onClick={onBack}>
        <ArrowLeft aria-hidden="true" />
        {text.act.back}
      </button>
      <header>
        <h2>{localName(language, ticket.title, ticket.titleEn)}</h2>
      </header>
      <p className="ticket-marks">
        <span className="ticket-state" data-state={ticket.state}>
          {text.state[ticket.state] ?? ticket.state}
        </span>
        <DueBadge ticket={ticket} nowMs={nowMs} />
        <Holder holder={ticket.holder} />
        <span className="ticket-severity">
          <SeverityMark severity={ticket.severity} spoken={false} /> {severity[ticket.severity]}
        </span>
      </p>
      {ticket.pause && <p className="ticket-pause">{text.story.pause(ticket.pause.reason)}</p>}
      <TicketActs ticket={ticket} busy={busy} onAct={onAct} />
      {story && <PersonalBlock masked={story.personal} revealed={revealed} onHide={onHide} />}
      {story && <TicketPictures story={story} onRelease={onRelease} />}
      <Facts ticket={ticket} story={story ?? null} names={names} />
      {story?.rating?.comment && (
        <blockquote className="ticket-comment">{revealed?.comment ?? story.rating.comment}</blockquote>
      )}
      {story && <TicketStory story={story} said={revealed?.said ?? NOTHING_SAID} />}
      {!story && !error && <DeskLoading>{text.loadingOne}</DeskLoading>}
      {error && <p role="alert">{text.failedOne}</p>}
    </aside>
  );
}
