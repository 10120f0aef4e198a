// Something that ingest does for a page: begun by a request, looked at until it ends, stopped when nobody wants it. A
// page that loses the line keeps asking: the work goes on without it.
import type { JobView } from '@ioc/contracts/api/sources';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, askJson, readJson } from '../api/request.ts';

const LOOK_MS = 500;
const LOST_MS = 3000;

export interface JobRun<Result> {
  /** Null: none was begun. */
  readonly job: JobView<Result> | null;
  /** On its way: being sent, waiting or running. */
  readonly busy: boolean;
  /** It could not be begun. */
  readonly error: ApiError | null;
  /** The server does not answer just now. */
  readonly lost: boolean;
  readonly start: (begin: () => Promise<JobView<Result>>) => void;
  readonly cancel: () => void;
  readonly clear: () => void;
}

interface State<Result> {
  readonly job: JobView<Result> | null;
  readonly sending: boolean;
  readonly error: ApiError | null;
  readonly lost: boolean;
}

const IDLE = { job: null, sending: false, error: null, lost: false };
const pathOf = ({ id }: JobView) => `/api/v1/jobs/${encodeURIComponent(id)}`;
const isOpen = (job: JobView | null): job is JobView => job?.state === 'waiting' || job?.state === 'running';
const asApiError = (error: unknown) => (error instanceof ApiError ? error : new ApiError(0, null));

/** `onEnd` hears of every job that ended, whatever came of it. */
export function useJob<Result>(onEnd?: (job: JobView<Result>) => void): JobRun<Result> {
  const [state, setState] = useState<State<Result>>(IDLE);
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  const take = useCallback((job: JobView<Result>) => {
    setState({ job, sending: false, error: null, lost: false });
    if (!isOpen(job)) ended.current?.(job);
  }, []);
  const { job, sending, error, lost } = state;
  useEffect(() => {
    if (!isOpen(job)) return undefined;
    let gone = false;
    const look = async () => {
      try {
        const next = await readJson<JobView<Result>>(pathOf(job));
        if (!gone) take(next);
      } catch (failure) {
        const known = asApiError(failure);
        const isOver = [403, 404, 410].includes(known.status);
        if (!gone)
          setState({
            job: isOver ? null : { ...job },
            sending: false,
            error: isOver ? known : null,
            lost: !isOver,
          });
      }
    };
    const timer = setTimeout(() => void look(), lost ? LOST_MS : LOOK_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [job, lost, take]);
  const start = (begin: () => Promise<JobView<Result>>) => {
    setState({ ...IDLE, sending: true });
    begin().then(take, (failure: unknown) => setState({ ...IDLE, error: asApiError(failure) }));
  };
  const cancel = () => {
    if (!isOpen(job)) return;
    askJson<JobView<Result>>('DELETE', pathOf(job)).then(take, (failure: unknown) =>
      setState((before) => ({ ...before, lost: asApiError(failure).status === 0 })),
    );
  };
  const clear = useCallback(() => setState(IDLE), []);
  return { job, busy: sending || isOpen(job), error, lost, start, cancel, clear };
}
