import type { ReportRequest } from '@ioc/contracts/api/report';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Photo } from '../draft/keep.ts';
import { toRequest } from '../draft/draft.ts';
import type { Draft } from '../draft/draft.ts';
import { postReport } from '../net/post-report.ts';
import { createSender } from './sender.ts';
import type { Sender, Sending } from './sender.ts';

/** How a sending ends. */
export type Settled = Sending & { kind: 'received' | 'failed' };

/** The sender of this page, woken when the network or the resident comes back. */
export function useSending(): {
  sending: Sending;
  send: (draft: Draft, photos: readonly Photo[], sentAt: string, settled: (end: Settled) => void) => void;
  stop: () => void;
} {
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const senderRef = useRef<Sender | null>(null);

  useEffect(() => {
    const nudge = () => {
      if (document.visibilityState === 'visible') senderRef.current?.nudge();
    };
    addEventListener('online', nudge);
    document.addEventListener('visibilitychange', nudge);
    return () => {
      removeEventListener('online', nudge);
      document.removeEventListener('visibilitychange', nudge);
      senderRef.current?.stop();
    };
  }, []);

  return {
    sending,
    send: (draft, photos, sentAt, settled) => {
      const tell = (next: Sending) => {
        setSending(next);
        if (next.kind === 'received' || next.kind === 'failed') settled(next);
      };
      if (sending.kind !== 'waiting') senderRef.current = newSender(toRequest(draft, sentAt), photos, tell);
      senderRef.current?.send();
    },
    stop: () => senderRef.current?.stop(),
  };
}

function newSender(
  request: ReportRequest,
  photos: readonly Photo[],
  tell: (sending: Sending) => void,
): Sender {
  const blobs = photos.map(({ blob }) => blob);
  return createSender({
    post: (onProgress) => postReport(request, blobs, onProgress),
    later: (call, waitMs) => {
      const timer = setTimeout(call, waitMs);
      return () => clearTimeout(timer);
    },
    nowMs: () => Date.now(),
    random: () => Math.random(),
    tell,
  });
}
