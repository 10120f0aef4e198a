/** @jsxImportSource preact */
import type { TrackAnswer } from '@ioc/contracts/api/report';
import { longMoment, span } from '../../../light-kit/formats.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { Answers, Pictures } from './Answers.tsx';
import { Timeline } from './Timeline.tsx';
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
      <div class="column">
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
            {answer.appointment && (
              <Fact term={words.dueBefore} value={longMoment(answer.appointment.before, language)} />
            )}
            {answer.photos > 0 && <Fact term={words.photosSent} value={String(answer.photos)} />}
          </dl>
          {answer.followers > 0 && <p class="hint">{words.followers(answer.followers)}</p>}
          <Standing answer={answer} />
        </section>
        <Answers notes={answer.notes} />
      </div>
      <div class="column">
        <Pictures pictures={answer.pictures} pending={answer.pending} />
        <section class="card">
          <h2>{words.history}</h2>
          <Timeline answer={answer} />
        </section>
      </div>
    </div>
  );
}

/** What makes this report stand otherwise than most: it is paused, promised anew, or answered with another. */
function Standing({ answer: { paused, appointment, merged } }: { answer: TrackAnswer }) {
  const { words, language } = usePortal();
  return (
    <>
      {paused && (
        <div class="notice warn">
          <Icon name="clock" />
          <span>
            <strong>{words.pausedTitle}</strong> {paused.reason}
            <small>
              {words.sinceThen} {longMoment(paused.since, language)}. {words.pausedDue}
            </small>
          </span>
        </div>
      )}
      {appointment && (
        <div class="notice">
          <Icon name="clock" />
          <span>
            <strong>{words.appointmentTitle}</strong>
            <small>{appointment.reason}</small>
          </span>
        </div>
      )}
      {merged && <p class="notice">{words.mergedHint}</p>}
    </>
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
  if (Number.isNaN(leftMs) || answer.paused) return null;
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
