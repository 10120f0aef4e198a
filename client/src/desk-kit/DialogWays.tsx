import { useAccessText } from '../i18n/access-text.ts';

interface Props {
  /** What the press that sends the form does, in a word. */
  readonly submit: string;
  readonly busy: boolean;
  readonly onClose: () => void;
}

/** Out of a form in a dialog: away from it, or on. */
export function DialogWays({ submit, busy, onClose }: Props) {
  const text = useAccessText();
  return (
    <div className="form-ways" data-end="true">
      <button type="button" className="button" data-quiet="true" onClick={onClose}>
        {text.cancel}
      </button>
      <button type="submit" className="button" disabled={busy}>
        {submit}
      </button>
    </div>
  );
}
