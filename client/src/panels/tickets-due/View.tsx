import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { Figure } from '../../panel-kit/Figure.tsx';
import type { DueLine, TicketsDue } from './select.ts';
import './tickets-due.css';

function Count({ label, value, tone }: { label: string; value: number; tone?: 'bad' | 'warn' | undefined }) {
  const format = useFormat();
  return (
    <li data-tone={value > 0 ? tone : undefined}>
      <strong className="figures">
        <Figure of={label} label={label}>
          {format.number(value)}
        </Figure>
      </strong>
      <span>{label}</span>
    </li>
  );
}

function Due({ line }: { readonly line: DueLine }) {
  const text = useText().panels.ticketsDue;
  const format = useFormat();
  const { dueInMs } = line;
  if (dueInMs === null) return <span className="due-when">{text.noDue}</span>;
  const words = dueInMs < 0 ? text.late(format.span(-dueInMs)) : text.left(format.span(dueInMs));
  return (
    <span className="due-when figures" data-late={line.overdue}>
      {words}
    </span>
  );
}

function Line({ line }: { readonly line: DueLine }) {
  const text = useText();
  const language = useLanguage();
  const place = line.place === null ? text.unlocated : localName(language, line.place, line.placeEn);
  return (
    <li>
      <SeverityMark severity={line.severity} />
      <span className="due-words">
        <span className="due-title">{localName(language, line.title, line.titleEn)}</span>
        <span className="due-place">
          {place} · {text.state[line.state] ?? line.state}
        </span>
      </span>
      <Due line={line} />
    </li>
  );
}

/** How the tickets stand, and the most urgent of them. */
export function TicketsDueView({ model }: { readonly model: TicketsDue }) {
  const text = useText().panels.ticketsDue;
  return (
    <div className="due">
      <ul className="due-counts">
        <Count label={text.open} value={model.open} />
        <Count label={text.overdue} value={model.overdue} tone="bad" />
        <Count label={text.soon} value={model.soon} tone="warn" />
        <Count label={text.closedToday} value={model.closedToday} />
      </ul>
      <ol className="due-lines fades">
        {model.lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
    </div>
  );
}
