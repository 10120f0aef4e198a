import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useText } from '../i18n/language.ts';
import './forms.css';

interface Props {
  readonly label: string;
  readonly value: string;
}

/** A value to carry elsewhere: selected by a press, copied by another. */
export function CopyValue({ label, value }: Props) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without permission the selected text is copied by hand.
      setCopied(document.execCommand('copy'));
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="form-field">
      <span className="form-label">{label}</span>
      <div className="copy-row">
        <input
          ref={field}
          className="copy-value"
          readOnly
          value={value}
          aria-label={label}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button" data-quiet="true" onClick={() => void copy()}>
          <Icon aria-hidden="true" />
          <span aria-live="polite">{copied ? text.copied : text.copy}</span>
        </button>
      </div>
    </div>
  );
}
