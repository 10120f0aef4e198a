// One command at a time goes to a wall; what came of it is said, and forgotten after a while.
import type { WallCommand } from '@ioc/contracts/api/walls';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, askJson } from '../api/request.ts';

const SAID_MS = 6_000;

export interface Told {
  readonly command: WallCommand['do'];
  readonly outcome: 'sent' | 'done' | 'conflict' | 'failed';
}

export function useTellWall(id: string): { told: Told | null; tell: (command: WallCommand) => void } {
  const [told, setTold] = useState<Told | null>(null);
  const isBusy = useRef(false);
  const tell = useCallback(
    (command: WallCommand) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setTold({ command: command.do, outcome: 'sent' });
      void askJson('POST', `/api/v1/walls/${encodeURIComponent(id)}/commands`, command)
        .then(() => 'done' as const)
        .catch((error: unknown) =>
          error instanceof ApiError && error.status === 409 ? ('conflict' as const) : ('failed' as const),
        )
        .then((outcome) => setTold({ command: command.do, outcome }))
        .finally(() => (isBusy.current = false));
    },
    [id],
  );
  useEffect(() => {
    if (told === null || told.outcome === 'sent') return undefined;
    const timer = setTimeout(() => setTold(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [told]);
  return { told, tell };
}
