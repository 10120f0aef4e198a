// The test button: real messages with the settings as they are typed, decoded and placed, stored nowhere.
import type { JobView, NewInstance, TrialResult } from '@ioc/contracts/api/sources';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { INSTANCES_PATH } from '../../../data-kit/instances.ts';
import { JobEnd } from '../../../data-kit/JobEnd.tsx';
import { JobProgress } from '../../../data-kit/JobProgress.tsx';
import { useJob } from '../../../data-kit/use-job.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { Note } from '../../../ui/Note.tsx';
import { TrialSheet } from './TrialSheet.tsx';

interface Props {
  readonly instance: NewInstance;
  /** True when the form may be sent; else it marks what is wrong. */
  readonly check: () => boolean;
}

export function TrialPanel({ instance, check }: Props) {
  const text = useDataText();
  const run = useJob<TrialResult>();
  const [refused, setRefused] = useState(false);
  const { job, busy } = run;
  const isUpload = instance.transport === 'upload';
  const isDoor = ['mqtt', 'syslog', 'webhook'].includes(instance.transport);
  const start = () => {
    const good = check();
    setRefused(!good);
    if (good) run.start(() => askJson<JobView<TrialResult>>('POST', `${INSTANCES_PATH}/trial`, instance));
  };
  return (
    <section className="trial" aria-labelledby="trial-title">
      <h3 id="trial-title">{text.trial.title}</h3>
      <p className="trial-lead">{isUpload ? text.trial.uploads : text.trial.lead}</p>
      {isUpload && (
        <a className="button" data-quiet="true" href="/console#uploads">
          {text.guide.toUploads}
        </a>
      )}
      {!isUpload && !busy && (
        <button type="button" className="button" onClick={start}>
          <FlaskConical aria-hidden="true" />
          {job ? text.trial.again : text.trial.run}
        </button>
      )}
      {refused && <Note tone="bad" title={text.trial.fix} />}
      <JobProgress
        run={run}
        doing={isDoor ? text.trial.starting : text.trial.asking}
        counting={text.trial.listening}
      />
      {!busy && <JobEnd run={run} />}
      {job?.state === 'done' && job.result && <TrialSheet result={job.result} />}
    </section>
  );
}
