/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { percent, span } from '../../../light-kit/formats.ts';
import { usePortal } from '../frame/context.ts';
import type { Doing as DoingNow } from '../outbox/outbox.ts';

/** What is being done about a report, and how much of it the server has: never more than it has confirmed. */
export function Doing({ doing, share }: { doing: DoingNow; share: number }) {
  const { words, language } = usePortal();
  const sending = doing.kind === 'sending' || doing.kind === 'proving';
  return (
    <div class="doing">
      {(sending || share > 0) && (
        <>
          <progress max={1} value={share > 0 ? share : undefined} aria-label={words.sending} />
          <p class="figures">{words.sent(percent(share, language))}</p>
        </>
      )}
      {doing.kind === 'proving' && <p>{words.proving}</p>}
      {doing.kind === 'waiting' && (
        <>
          <p>
            {
              { network: words.waitingOffline, server: words.waitingServer, limited: words.waitingLimited }[
                doing.reason
              ]
            }
          </p>
          <Countdown untilMs={doing.untilMs} />
        </>
      )}
    </div>
  );
}

/** Silent to a screen reader: a voice that counts seconds helps nobody. */
function Countdown({ untilMs }: { untilMs: number }) {
  const { words, language } = usePortal();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const leftMs = untilMs - nowMs;
  return (
    <p class="figures hint" aria-live="off">
      {leftMs > 0 ? words.waitingFor(span(leftMs, language)) : words.trying}
    </p>
  );
}
