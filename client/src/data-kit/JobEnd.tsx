import { Fault } from '../desk-kit/Fault.tsx';
import { useDataText } from '../i18n/data-text.ts';
import { useLanguage } from '../i18n/language.ts';
import { Note } from '../ui/Note.tsx';
import { problemWords } from './problem-words.ts';
import type { JobRun } from './use-job.ts';

/** What is to be said of a job that brought nothing: refused, failed, stopped. */
export function JobEnd({ run }: { readonly run: Omit<JobRun<unknown>, 'start'> }) {
  const text = useDataText();
  const language = useLanguage();
  const { job, error } = run;
  if (error?.status === 404 && job === null) return <Note tone="bad" title={text.job.gone} />;
  if (error) return <Fault error={error} />;
  if (job?.state === 'cancelled') return <Note tone="info" title={text.job.cancelled} />;
  if (job?.state !== 'failed') return null;
  return (
    <Note tone="bad" title={text.job.failed}>
      <p>{problemWords(job.problem ?? '', text.problems, language)}</p>
    </Note>
  );
}
