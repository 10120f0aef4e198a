import type { List } from '@ioc/contracts/api/list';
import type { JobState, JobView, UploadResult } from '@ioc/contracts/api/sources';
import { useResource } from '../../../api/resource.ts';
import { useInstances } from '../../../data-kit/instances.ts';
import { problemWords } from '../../../data-kit/problem-words.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { HISTORY_PATHS, historyOf } from './upload-history.ts';

const LOOK_MS = 10_000;

type UploadJob = JobView<UploadResult>;

const TONES: Readonly<Record<JobState, string>> = {
  waiting: 'quiet',
  running: 'quiet',
  done: 'good',
  failed: 'bad',
  cancelled: 'quiet',
};

function Entry({ job, into }: { readonly job: UploadJob; readonly into: string }) {
  const text = useDataText();
  const language = useLanguage();
  const format = useFormat();
  const { state, result, problem, createdAt, createdBy } = job;
  return (
    <li>
      <div className="history-head">
        <strong>{result?.file ?? into}</strong>
        <span className="state-chip" data-tone={TONES[state]}>
          {text.job.states[state]}
        </span>
      </div>
      <p className="history-line figures">
        {[format.dateTime(createdAt), createdBy, ...(result ? [into] : [])].join(' · ')}
      </p>
      {result && (
        <p className="history-line figures">
          {text.uploads.stored} {format.number(result.stored)} · {text.uploads.known}{' '}
          {format.number(result.known)} · {text.uploads.bad} {format.number(result.bad)}
        </p>
      )}
      {problem !== null && state === 'failed' && (
        <p className="history-line history-problem">{problemWords(problem, text.problems, language)}</p>
      )}
    </li>
  );
}

/** The latest uploads of everybody. */
export function UploadHistory() {
  const text = useDataText().uploads;
  const { panelState, console: words } = useText();
  const language = useLanguage();
  const { value: instances } = useInstances();
  const uploads = useResource<List<UploadJob>>(HISTORY_PATHS[0] ?? null, LOOK_MS);
  const cameras = useResource<List<UploadJob>>(HISTORY_PATHS[1] ?? null, LOOK_MS);
  const isLoaded = uploads.value !== null && cameras.value !== null;
  const jobs = historyOf([...(uploads.value?.items ?? []), ...(cameras.value?.items ?? [])]);
  const intoOf = ({ kind, source }: UploadJob) => {
    const view = instances?.items.find(({ id }) => id === source);
    if (kind === 'cameras') return text.cameras;
    return view ? localName(language, view.name, view.nameEn) : (source ?? '');
  };
  return (
    <section className="upload-history" aria-labelledby="upload-history">
      <h3 id="upload-history">{text.history}</h3>
      {!isLoaded && (
        <p className="form-hint">{uploads.error || cameras.error ? words.loadFailed : panelState.loading}</p>
      )}
      {isLoaded && jobs.length === 0 && <p className="form-hint">{text.historyEmpty}</p>}
      <ol>
        {jobs.map((job) => (
          <Entry key={job.id} job={job} into={intoOf(job)} />
        ))}
      </ol>
    </section>
  );
}
