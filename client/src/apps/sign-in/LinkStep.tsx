// The one-time token is sent only when a person presses the button: programs that open links to look at them must not
// use it up.
import { LogIn } from 'lucide-react';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { Note } from '../../ui/Note.tsx';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { SESSION_PATH } from './use-session.ts';
import type { SessionSteps } from './use-session.ts';

interface Props {
  readonly session: SessionSteps;
  readonly token: string;
  readonly onOtherWay: () => void;
}

/** The owner's link: one press signs in, or opens the form of the first administrator. */
export function LinkStep({ session, token, onOtherWay }: Props) {
  const text = useAccessText().link;
  const { busy, error, run } = useSubmit();
  const isSpent = error !== null && error.status >= 400 && error.status < 500 && error.status !== 429;
  return (
    <>
      <h1>{text.title}</h1>
      {!isSpent && <p>{text.lead}</p>}
      {isSpent ? (
        <Note tone="bad" title={text.spent}>
          <p>
            {text.spentHint} <code>npm run link</code>
          </p>
        </Note>
      ) : (
        error && <Refusal error={error} of="link" />
      )}
      {!isSpent && (
        <button
          type="button"
          className="button"
          data-wide="true"
          disabled={busy}
          onClick={() => void run(async () => void (await session.post(SESSION_PATH, { token })))}
        >
          <LogIn aria-hidden="true" />
          {text.button}
        </button>
      )}
      <button type="button" className="button" data-quiet="true" data-wide="true" onClick={onOtherWay}>
        {text.otherWay}
      </button>
    </>
  );
}
