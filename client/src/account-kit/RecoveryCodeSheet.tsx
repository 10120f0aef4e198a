import { ClipboardCopy, Printer } from 'lucide-react';
import { useState } from 'react';
import { useAccessText } from '../i18n/access-text.ts';
import { Note } from '../ui/Note.tsx';
import './account-kit.css';

interface Props {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Shown once: nothing goes on before the reader says that they are kept. */
export function RecoveryCodeSheet({ codes, onKept }: Props) {
  const text = useAccessText().recovery;
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="recovery">
      <Note tone="info" title={text.once}>
        <p>{text.lead}</p>
      </Note>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="form-ways">
        <button type="button" className="button" data-quiet="true" onClick={copy}>
          <ClipboardCopy aria-hidden="true" />
          <span aria-live="polite">{copied ? text.copied : text.copy}</span>
        </button>
        <button type="button" className="button" data-quiet="true" onClick={() => print()}>
          <Printer aria-hidden="true" />
          {text.print}
        </button>
      </div>
      <label className="form-check">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
        <span>{text.kept}</span>
      </label>
      <button type="button" className="button" data-wide="true" disabled={!kept} onClick={onKept}>
        {text.goOn}
      </button>
    </div>
  );
}
