/** @jsxImportSource preact */
import type { TrackAnswer } from '@ioc/contracts/api/report';
import { useState } from 'preact/hooks';
import { shortMoment } from '../../../light-kit/formats.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { say } from './say.ts';
import type { Said } from './say.ts';

interface VerdictProps {
  readonly code: string;
  readonly answer: TrackAnswer;
  /** Something was said: ask how it stands now. */
  readonly onSaid: () => void;
}

const STARS = [1, 2, 3, 4, 5] as const;

/** What the resident thinks of the end of it: stars once for each closing, and a way to have it opened again. */
export function Verdict({ code, answer, onSaid }: VerdictProps) {
  const { words, language } = usePortal();
  const { rating, mayRate, mayReopen, reopenUntil } = answer;
  return (
    <>
      {rating && (
        <section class="card">
          <h2>{words.rated}</h2>
          <p class="given">
            <span class="sr-only">{words.rateStars(rating.stars)}</span>
            {STARS.map((star) => (
              <span key={star} class={star <= rating.stars ? 'star on' : 'star'}>
                <Icon name="star" />
              </span>
            ))}
          </p>
          {rating.comment && <p class="said">{rating.comment}</p>}
        </section>
      )}
      {mayRate && <Rate code={code} onSaid={onSaid} />}
      {mayReopen && (
        <details class="card">
          <summary>{words.reopenTitle}</summary>
          <SayForm
            id="reopen"
            label={words.reopenReason}
            button={words.reopenSend}
            hint={reopenUntil ? words.reopenUntil(shortMoment(reopenUntil, language)) : ''}
            least={3}
            onSay={(reason) => say(code, 'reopen', { reason })}
            onSaid={onSaid}
          />
        </details>
      )}
    </>
  );
}

function Rate({ code, onSaid }: Omit<VerdictProps, 'answer'>) {
  const { words } = usePortal();
  const [stars, setStars] = useState(0);
  return (
    <section class="card" aria-labelledby="rate">
      <h2 id="rate">{words.rateTitle}</h2>
      <fieldset class="stars">
        <legend class="sr-only">{words.rateTitle}</legend>
        {STARS.map((star) => (
          <label key={star} class={star <= stars ? 'star on' : 'star'}>
            <input
              type="radio"
              name="stars"
              checked={star === stars}
              aria-label={words.rateStars(star)}
              onChange={() => setStars(star)}
            />
            <Icon name="star" />
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <SayForm
          id="comment"
          label={`${words.rateComment} (${words.optional})`}
          button={words.rateSend}
          hint=""
          least={0}
          onSay={(comment) => say(code, 'rating', comment === '' ? { stars } : { stars, comment })}
          onSaid={onSaid}
        />
      )}
    </section>
  );
}

interface SayFormProps {
  readonly id: string;
  readonly label: string;
  readonly button: string;
  readonly hint: string;
  /** Letters that are needed at least. */
  readonly least: number;
  readonly onSay: (text: string) => Promise<Said>;
  readonly onSaid: () => void;
}

const MAX_WORDS = 1000;

function SayForm({ id, label, button, hint, least, onSay, onSaid }: SayFormProps) {
  const { words } = usePortal();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [ended, setEnded] = useState<Said>('ok');
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const said = await onSay(text.trim());
    setBusy(false);
    setEnded(said);
    if (said === 'ok') onSaid();
  };
  return (
    <form class="say" onSubmit={(event) => void submit(event)}>
      <label class="label" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        maxLength={MAX_WORDS}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {hint && <p class="hint">{hint}</p>}
      <div aria-live="polite">
        {ended !== 'ok' && (
          <p class="error">
            <Icon name="alert" />
            {ended === 'failed' ? words.sayFailed : words.sayRefused}
          </p>
        )}
      </div>
      <button type="submit" class="main wide" disabled={busy || text.trim().length < least}>
        {button}
      </button>
    </form>
  );
}
