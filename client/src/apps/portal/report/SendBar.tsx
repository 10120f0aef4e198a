/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { errorFields } from '../draft/validate.ts';
import type { FieldErrors } from '../draft/validate.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { percent, span } from '../words/formats.ts';
import { fieldId } from './Field.tsx';
import type { Sending } from './sender.ts';

interface SendBarProps {
  readonly sending: Sending;
  readonly errors: FieldErrors;
  readonly ready: boolean;
  readonly onRetry: () => void;
  readonly onStop: () => void;
}

/** Where the thumb rests: send, and the plain truth about what became of it. */
export function SendBar({ sending, errors, ready, onRetry, onStop }: SendBarProps) {
  const { words } = usePortal();
  return (
    <div class="send" data-state={sending.kind}>
      <div aria-live="polite">
        {sending.kind === 'sending' && <Progress share={sending.share} />}
        {sending.kind === 'waiting' && <Waiting sending={sending} />}
        {sending.kind === 'failed' && <Failed sending={sending} />}
        {sending.kind !== 'failed' && <Missing errors={errors} />}
      </div>
      {sending.kind === 'waiting' && (
        <div class="pair">
          <button type="button" class="quiet" onClick={onStop}>
            {words.editAgain}
          </button>
          <button type="button" class="main" disabled={sending.reason === 'limited'} onClick={onRetry}>
            {words.retryNow}
          </button>
        </div>
      )}
      {(sending.kind === 'idle' || sending.kind === 'failed') && (
        <button type="submit" class="main wide" disabled={!ready}>
          <Icon name="send" />
          {sending.kind === 'failed' ? words.sendAgain : words.send}
        </button>
      )}
    </div>
  );
}

function Progress({ share }: { share: number }) {
  const { words, language } = usePortal();
  return (
    <div class="status">
      <p>
        <strong>{words.sending}</strong>
      </p>
      <progress max={1} value={share >= 1 ? undefined : share} aria-label={words.sending} />
      <p class="figures" aria-live="off">
        {share >= 1 ? words.answering : words.sent(percent(share, language))}
      </p>
      <p class="hint">{words.keepOpen}</p>
    </div>
  );
}

function Waiting({ sending }: { sending: Sending & { kind: 'waiting' } }) {
  const { words } = usePortal();
  const why = {
    network: words.waitingOffline,
    server: words.waitingServer,
    limited: words.waitingLimited,
  }[sending.reason];
  return (
    <div class="status">
      <p class="headline warn">
        <Icon name="clock" />
        <strong>{words.waiting}</strong>
      </p>
      <p>{why}</p>
      <Countdown untilMs={sending.untilMs} />
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
  return (
    <p class="figures" aria-live="off">
      {words.waitingFor(span(Math.max(0, untilMs - nowMs), language))}
    </p>
  );
}

function Failed({ sending }: { sending: Sending & { kind: 'failed' } }) {
  const { words } = usePortal();
  const { why, problem } = sending;
  const said = { refused: words.failedRefused, tooLarge: words.failedTooLarge, gaveUp: words.failedGaveUp }[
    why
  ];
  return (
    <div class="status" role="alert">
      <p class="headline bad">
        <Icon name="alert" />
        <strong>{words.failed}</strong>
      </p>
      <p>{said}</p>
      {problem?.correlationId && <p class="hint figures">{words.failedNumber(problem.correlationId)}</p>}
    </div>
  );
}

function Missing({ errors }: { errors: FieldErrors }) {
  const { words } = usePortal();
  const fields = errorFields(errors);
  if (fields.length === 0) return null;
  return (
    <div class="missing">
      <p>{words.missing(fields.length)}</p>
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <a href={`#${fieldId(field)}`} onClick={(event) => focusField(event, field)}>
              {words.fields[field]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(event: Event, field: Parameters<typeof fieldId>[0]): void {
  event.preventDefault();
  document.getElementById(fieldId(field))?.focus();
}
