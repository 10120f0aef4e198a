import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import { AlarmClock, CheckCheck, Clock, Minus, PauseCircle, TriangleAlert } from 'lucide-react';
import { useLanguage } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { span } from '../../../light-kit/formats.ts';
import { dueOf } from './due.ts';

const ICONS = {
  overdue: TriangleAlert,
  soon: AlarmClock,
  calm: Clock,
  paused: PauseCircle,
  none: Minus,
  done: CheckCheck,
};

/** How it stands with its clock: a word and a sign beside the colour; the time left in the words that the resident reads. */
export function DueBadge({
  ticket,
  nowMs,
}: {
  readonly ticket: Pick<DeskTicket, 'closed' | 'state' | 'dueAt'>;
  readonly nowMs: number;
}) {
  const text = useTicketText().due;
  const language = useLanguage();
  const { word, ms } = dueOf(ticket, nowMs);
  const Icon = ICONS[word];
  const words = text[word];
  return (
    <span className="due figures" data-due={word}>
      <Icon aria-hidden="true" />
      {typeof words === 'string' ? words : words(span(ms, language))}
    </span>
  );
}
