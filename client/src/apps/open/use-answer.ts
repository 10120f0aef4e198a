// One answer of the site, asked for again each minute while somebody looks. What was got stays on the page when asking
// fails, with how old it is by now, so that an old figure never looks fresh.
import { useEffect, useState } from 'preact/hooks';
import { backoffMs } from '../../light-kit/backoff.ts';
import { getJson } from '../../light-kit/get-json.ts';

const BEAT_MS = 60_000;
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

export interface Answer<T> {
  readonly value: T | null;
  readonly failing: boolean;
  /** The server's clock when it answered, and ours then. */
  readonly serverMs: number;
  readonly heardMs: number;
}

const NOTHING = { value: null, failing: false, serverMs: 0, heardMs: 0 };

/** `beat` false: once is enough. */
export function useAnswer<T>(
  path: string,
  accept: (value: unknown) => value is T,
  beat: boolean,
): readonly [Answer<T>, () => void] {
  const [answer, setAnswer] = useState<Answer<T>>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let failures = 0;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      clearTimeout(timer);
      if (document.hidden) return;
      const got = await getJson(path, accept);
      if (isGone) return;
      failures = got.kind === 'ok' ? 0 : failures + 1;
      if (got.kind === 'ok')
        setAnswer({
          value: got.value,
          failing: false,
          serverMs: got.serverNowMs,
          heardMs: performance.now(),
        });
      else setAnswer((before) => ({ ...before, failing: true }));
      if (failures === 0 && !beat) return;
      const waitMs = failures > 0 ? backoffMs(failures, FIRST_MS, LONGEST_MS, Math.random()) : BEAT_MS;
      timer = setTimeout(() => void ask(), waitMs);
    };
    const wake = () => void ask();
    document.addEventListener('visibilitychange', wake);
    addEventListener('online', wake);
    wake();
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
      removeEventListener('online', wake);
    };
  }, [path, accept, beat, attempt]);
  return [answer, () => setAttempt((count) => count + 1)];
}
