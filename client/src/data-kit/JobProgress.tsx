import { LoaderCircle, Square } from 'lucide-react';
import { useDataText } from '../i18n/data-text.ts';
import { useFormat } from '../i18n/language.ts';
import { Note } from '../ui/Note.tsx';
import type { JobRun } from './use-job.ts';
import './data-kit.css';

interface Props {
  readonly run: Omit<JobRun<unknown>, 'start'>;
  /** What is going on, before numbers are known and with them. */
  readonly doing: string;
  readonly counting: (done: string, total: string) => string;
}

/** How far a job is, with a way to stop it; nothing when none is on its way. */
export function JobProgress({ run, doing, counting }: Props) {
  const text = useDataText().job;
  const format = useFormat();
  const { job, busy, lost } = run;
  if (!busy) return null;
  const known = job?.state === 'running' && job.total !== null && job.total > 0 ? job.total : null;
  const done = job?.done ?? 0;
  const words = known === null ? doing : counting(format.number(done), format.number(known));
  return (
    <div className="job">
      <div className="job-words">
        <LoaderCircle className="job-turning" aria-hidden="true" />
        <p aria-live="polite">{job?.state === 'waiting' ? text.waiting : words}</p>
        {job !== null && (
          <button type="button" className="button" data-quiet="true" onClick={run.cancel}>
            <Square aria-hidden="true" />
            {text.cancel}
          </button>
        )}
      </div>
      <progress
        className="job-bar"
        aria-label={doing}
        max={known ?? 1}
        value={known === null ? undefined : done}
      />
      {lost && <Note tone="warn" title={text.lost} />}
    </div>
  );
}
