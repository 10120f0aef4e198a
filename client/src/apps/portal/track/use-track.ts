import type { TrackAnswer } from '@ioc/contracts/api/report';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { getJson } from '../../../light-kit/get-json.ts';
import { nextPollMs } from './poll.ts';

/** What the page knows of a report. `answer` stays while asking fails; `failing` then says that it is old. */
export interface Tracking {
  readonly answer: TrackAnswer | null;
  /** The server's clock when it answered, ms. */
  readonly answeredAtMs: number;
  readonly missing: boolean;
  readonly failing: boolean;
}

const NOTHING: Tracking = { answer: null, answeredAtMs: 0, missing: false, failing: false };

const isTrackAnswer = (value: unknown): value is TrackAnswer => {
  const { state, openedAt, history, notes, pictures } = (value ?? {}) as Partial<TrackAnswer>;
  const lists = [history, notes, pictures];
  return typeof state === 'string' && typeof openedAt === 'string' && lists.every(Array.isArray);
};

/** Follows a report: asks now, then every 15 s while someone looks; a hidden page asks nothing. */
export function useTrack(code: string): readonly [Tracking, () => void] {
  const [tracking, setTracking] = useState<Tracking>(NOTHING);
  const askNowRef = useRef(() => {});
  useEffect(() => {
    const follower = follow(code, setTracking);
    askNowRef.current = follower.askNow;
    return follower.end;
  }, [code]);
  return [tracking, useCallback(() => askNowRef.current(), [])];
}

function follow(code: string, update: (next: (before: Tracking) => Tracking) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let asking = false;
  let ended = false;

  const ask = async () => {
    clearTimeout(timer);
    if (ended || asking || document.hidden) return;
    asking = true;
    const got = await getJson(`/api/v1/track/${encodeURIComponent(code)}`, isTrackAnswer);
    asking = false;
    if (ended) return;
    failures = got.kind === 'failed' ? failures + 1 : 0;
    if (got.kind === 'missing') return update(() => ({ ...NOTHING, missing: true }));
    if (got.kind === 'failed') update((before) => ({ ...before, failing: true }));
    else update(() => ({ ...NOTHING, answer: got.value, answeredAtMs: got.serverNowMs }));
    const closed = got.kind === 'ok' && got.value.closed;
    const asked = got.kind === 'failed' ? got.retryAfterMs : null;
    timer = setTimeout(
      () => void ask(),
      nextPollMs({ failures, closed, retryAfterMs: asked }, Math.random()),
    );
  };
  const wake = () => void ask();
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  wake();
  return {
    askNow: wake,
    end: () => {
      ended = true;
      clearTimeout(timer);
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    },
  };
}
