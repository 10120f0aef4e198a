// Where the reader stands on the way in. Every step answers the next one; the page only follows.
import type { SessionView } from '@ioc/contracts/api/session';
import { useCallback, useEffect, useState } from 'react';
import { askJson, readJson } from '../../api/request.ts';

export const SESSION_PATH = '/api/v1/session';
const RETRY_MS = 4000;

export interface SessionSteps {
  readonly view: SessionView | null;
  /** The server has not answered yet, and the last try failed. */
  readonly unreachable: boolean;
  /** A step was taken on this page: a session that was open before is not what the reader came for. */
  readonly hasStepped: boolean;
  /** POSTs a step and stands where its answer says. Throws ApiError. */
  readonly post: (path: string, body: unknown) => Promise<SessionView>;
  readonly readAgain: () => Promise<void>;
  /** Ends what was begun. */
  readonly leave: () => Promise<void>;
}

export function useSession(): SessionSteps {
  const [view, setView] = useState<SessionView | null>(null);
  const [hasStepped, setHasStepped] = useState(false);
  const [failures, setFailures] = useState(0);
  const readAgain = useCallback(async () => setView(await readJson<SessionView>(SESSION_PATH)), []);
  useEffect(() => {
    if (view) return undefined;
    const read = () => readAgain().catch(() => setFailures((count) => count + 1));
    const timer = setTimeout(() => void read(), failures === 0 ? 0 : RETRY_MS * (1 + Math.random()));
    return () => clearTimeout(timer);
  }, [view, failures, readAgain]);
  return {
    view,
    hasStepped,
    unreachable: view === null && failures > 0,
    post: async (path, body) => {
      const next = await askJson<SessionView>('POST', path, body);
      setView(next);
      setHasStepped(true);
      return next;
    },
    readAgain,
    leave: async () => {
      await fetch(SESSION_PATH, { method: 'DELETE' }).catch(() => null);
      await readAgain();
    },
  };
}
