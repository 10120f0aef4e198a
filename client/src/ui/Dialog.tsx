// The browser's own modal dialog: it keeps focus inside, closes on Esc, and gives focus back to what opened it.
import { X } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.ts';
import './dialog.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `sheet`: along the side, for long forms. */
  readonly wide?: boolean;
  /** Shown once: neither Esc nor the cross may lose it by accident. */
  readonly mustAnswer?: boolean;
}

/** Open as long as it is rendered. */
export function Dialog({ title, onClose, children, wide = false, mustAnswer = false }: Props) {
  const text = useText();
  const headingId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    // The first thing to fill in, not the cross.
    element?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea, button)')?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      data-wide={wide}
      aria-labelledby={headingId}
      onCancel={(event) => {
        event.preventDefault();
        if (!mustAnswer) onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={headingId}>{title}</h2>
        {!mustAnswer && (
          <button type="button" className="icon-button" aria-label={text.close} onClick={onClose}>
            <X aria-hidden="true" />
          </button>
        )}
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
