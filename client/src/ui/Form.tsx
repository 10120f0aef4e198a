import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import './forms.css';

interface Props {
  readonly onSubmit: () => void;
  /** Changes with each failed try: then the first wrong field, else the form's first, gets the focus. */
  readonly failure: unknown;
  readonly label?: string;
  /** A step that opened by itself takes the focus along. */
  readonly startsFocused?: boolean;
  readonly children: ReactNode;
}

/** A form whose own words explain what is wrong, not the browser's bubbles. */
export function Form({ onSubmit, failure, label, startsFocused = false, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!failure) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong ?? form.current?.querySelector<HTMLElement>('input:not([readonly], [type=hidden])'))?.focus();
  }, [failure]);
  useEffect(() => {
    if (startsFocused)
      form.current?.querySelector<HTMLElement>('input:not([readonly], [type=hidden])')?.focus();
  }, [startsFocused]);
  return (
    <form
      ref={form}
      className="form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
