/** @jsxImportSource preact */
import type { TrackAnswer } from '@ioc/contracts/api/report';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { longMoment, shortMoment, span } from '../words/formats.ts';
import { stateText } from './states.ts';

interface ProgressProps {
  readonly answer: TrackAnswer;
  /** The server's clock when it answered, ms. */
  readonly nowMs: number;
  /** True when the answer is older than it should be: it then greys out. */
  readonly stale: boolean;
}

/** Where the report stands, who has it, by when, and what has happened so far. */
export function Progress({ answer, nowMs, stale }: ProgressProps) {
  const { words, language } = usePortal();
  return (
    <div class={stale ? 'progress stale' : 'progress'}>
      <section class="card now" aria-live="polite">
        <h2>{stateText(answer.state, words)}</h2>
        <p class="service">{language === 'vi' ? answer.serviceName : answer.serviceNameEn}</p>
        <DueBadge answer={answer} nowMs={nowMs} />
        <dl>
          <Fact term={words.agency} value={answer.agency ?? words.agencyNone} />
          <Fact term={words.unitAt} value={answer.unit ?? words.unitUnknown} />
          <Fact term={words.openedAt} value={longMoment(answer.openedAt, language)} />
          <Fact
            term={words.dueAt}
            value={answer.dueAt ? longMoment(answer.dueAt, language) : words.dueNone}
          />
          {answer.photos > 0 && <Fact term={words.photosSent} value={String(answer.photos)} />}
        </dl>
      </section>
      <section class="card">
        <h2>{words.history}</h2>
        <Timeline answer={answer} />
      </section>
    </div>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Late or not is the server's word; only the length is worked out here, on the server's clock. */
function DueBadge({ answer, nowMs }: Omit<ProgressProps, 'stale'>) {
  const { words, language } = usePortal();
  const leftMs = answer.dueAt ? Date.parse(answer.dueAt) - nowMs : Number.NaN;
  if (answer.overdue) {
    const said = leftMs < 0 && !answer.closed ? words.overdueBy(span(-leftMs, language)) : words.overdue;
    return <Badge kind="bad" icon="alert" text={said} />;
  }
  if (answer.closed) return <Badge kind="good" icon="check" text={words.done} />;
  if (Number.isNaN(leftMs)) return null;
  return (
    <Badge
      kind="calm"
      icon="clock"
      text={leftMs > 0 ? words.timeLeft(span(leftMs, language)) : words.onTime}
    />
  );
}

function Badge({ kind, icon, text }: { kind: string; icon: 'alert' | 'check' | 'clock'; text: string }) {
  return (
    <p class={`badge ${kind}`}>
      <Icon name={icon} />
      {text}
    </p>
  );
}

function Timeline({ answer }: { answer: TrackAnswer }) {
  const { words, language } = usePortal();
  const newestFirst = [...answer.history].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol class="timeline">
      {newestFirst.map(({ at, state }, index) => (
        <li key={`${at} ${state}`} aria-current={index === 0 ? 'step' : undefined}>
          <strong>{stateText(state, words)}</strong>
          {index === 0 && <em>{words.historyNow}</em>}
          <time class="figures" dateTime={at}>
            {shortMoment(at, language)}
          </time>
        </li>
      ))}
    </ol>
  );
}
