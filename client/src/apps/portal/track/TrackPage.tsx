/** @jsxImportSource preact */
import type { ReportCategory } from '@ioc/contracts/api/report';
import { clock } from '../../../light-kit/formats.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { MyReports } from '../mine/MyReports.tsx';
import { CodeForm } from './CodeForm.tsx';
import { Progress } from './Progress.tsx';
import { PushCard } from './PushCard.tsx';
import { Verdict } from './Rating.tsx';
import { useTrack } from './use-track.ts';

interface TrackPageProps {
  readonly code: string | null;
  readonly categories: readonly ReportCategory[] | null;
}

/** `/track`: a form for the code; `/track/:code`: what has become of the report. */
export function TrackPage({ code, categories }: TrackPageProps) {
  const { words } = usePortal();
  if (code === null) {
    return (
      <div class="track">
        <h1 class="intro">{words.trackIntro}</h1>
        <CodeForm />
        <MyReports categories={categories} />
      </div>
    );
  }
  return <Follow code={code} categories={categories} />;
}

function Follow({ code, categories }: { code: string; categories: TrackPageProps['categories'] }) {
  const { words, language } = usePortal();
  const [{ answer, answeredAtMs, missing, failing }, askNow] = useTrack(code);
  if (missing) return <NotFound code={code} categories={categories} />;
  return (
    <div class="track">
      <h1 class="tracked">
        <span class="label">{words.code}</span>
        <span class="figures">{code}</span>
      </h1>
      {failing && (
        <div class="notice warn" aria-live="polite">
          <Icon name="alert" />
          <span>
            <strong>{answer ? '' : words.trackFailed} </strong>
            {answer ? words.trackOffline(clock(answeredAtMs, language)) : words.trackOfflineEmpty}
          </span>
          <button type="button" class="quiet" onClick={askNow}>
            {words.retryNow}
          </button>
        </div>
      )}
      {!answer && !failing && (
        <>
          <p class="sr-only" aria-live="polite">
            {words.loading}
          </p>
          <div class="card ghost tall" aria-hidden="true" />
        </>
      )}
      {answer && <Progress answer={answer} nowMs={answeredAtMs} stale={failing} />}
      {answer && <Verdict code={code} answer={answer} onSaid={askNow} />}
      {answer && !answer.closed && <PushCard code={code} />}
      {answer && !failing && (
        <p class="hint updated">
          {words.trackUpdated(clock(answeredAtMs, language))}
          <button type="button" class="bare" onClick={askNow}>
            <Icon name="refresh" />
            {words.refresh}
          </button>
        </p>
      )}
      <details class="card other">
        <summary>{words.trackOther}</summary>
        <CodeForm />
      </details>
      <MyReports categories={categories} />
    </div>
  );
}

function NotFound({ code, categories }: { code: string; categories: TrackPageProps['categories'] }) {
  const { words } = usePortal();
  return (
    <div class="track">
      <div class="notice bad" role="alert">
        <Icon name="alert" />
        <span>
          <h1>{words.trackNotFound}</h1>
          <strong class="figures wrapping">{code}</strong>
          <p>{words.trackNotFoundHint}</p>
        </span>
      </div>
      <CodeForm first={code} />
      <MyReports categories={categories} />
    </div>
  );
}
