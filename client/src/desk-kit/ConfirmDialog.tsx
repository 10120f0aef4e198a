import { useSubmit } from '../api/use-submit.ts';
import { useAccessText } from '../i18n/access-text.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Fault } from './Fault.tsx';

interface Props {
  readonly title: string;
  readonly question: string;
  readonly button: string;
  readonly act: () => Promise<void>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone; the safe way has the focus. */
export function ConfirmDialog({ title, question, button, act, onDone, onClose }: Props) {
  const text = useAccessText();
  const { busy, error, run } = useSubmit();
  const go = async () => {
    if (await run(act)) onDone();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{question}</p>
      {error && <Fault error={error} />}
      <div className="form-ways" data-end="true">
        <button type="button" className="button" data-quiet="true" onClick={onClose}>
          {text.cancel}
        </button>
        <button type="button" className="button" data-tone="bad" disabled={busy} onClick={() => void go()}>
          {button}
        </button>
      </div>
    </Dialog>
  );
}
