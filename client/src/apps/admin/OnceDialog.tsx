import type { ReactNode } from 'react';
import { useAccessText } from '../../i18n/access-text.ts';
import { CopyValue } from '../../ui/CopyValue.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Note } from '../../ui/Note.tsx';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A secret that is shown once: it leaves only by "I have kept it". */
export function OnceDialog({ title, label, value, hint, onClose, children }: Props) {
  const text = useAccessText().admin;
  return (
    <Dialog title={title} onClose={onClose} mustAnswer>
      <CopyValue label={label} value={value} />
      {children}
      <Note tone="info" title={text.onceTitle}>
        <p>{hint}</p>
      </Note>
      <div className="form-ways" data-end="true">
        <button type="button" className="button" onClick={onClose}>
          {text.keepIt}
        </button>
      </div>
    </Dialog>
  );
}
