import type { JobView, ReplayRequest, ReplayResult } from '@ioc/contracts/api/sources';
import { useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { useJob } from '../../../data-kit/use-job.ts';
import type { JobRun } from '../../../data-kit/use-job.ts';

export interface Replay {
  readonly run: JobRun<ReplayResult>;
  /** The source that shall read them; empty: the one they came for. */
  readonly as: string;
  readonly setAs: (source: string) => void;
  readonly begin: (which: Omit<ReplayRequest, 'as'>) => void;
  /** The list it was begun from is the one that is shown: what came of it is told there alone. */
  readonly isHere: boolean;
}

/** Dead letters told again; `onEnd` hears when letters may have changed. */
export function useReplay(listPath: string, onEnd: () => void): Replay {
  const [begunAt, setBegunAt] = useState<string | null>(null);
  const [as, setAs] = useState('');
  const run = useJob<ReplayResult>(onEnd);
  const begin = (which: Omit<ReplayRequest, 'as'>) => {
    setBegunAt(listPath);
    run.start(() =>
      askJson<JobView<ReplayResult>>('POST', '/api/v1/dead-letters/replay', {
        ...which,
        ...(as === '' ? {} : { as }),
      }),
    );
  };
  return { run, as, setAs, begin, isHere: begunAt === listPath };
}
