import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useDataText } from '../i18n/data-text.ts';
import { ScrollBox } from './ScrollBox.tsx';
import './data-kit.css';

interface Props {
  readonly label: string;
  /** What is copied; what is shown may make its control characters visible. */
  readonly value: string;
  readonly children?: ReactNode;
}

/** Without a secure address browsers copy only what is selected. */
function copySelected(element: HTMLElement | null): boolean {
  const selection = getSelection();
  if (!element || !selection) return false;
  selection.selectAllChildren(element);
  return document.execCommand('copy');
}

/** Text as it is, in its own scrolling box, with a button that copies it. */
export function CopyBlock({ label, value, children }: Props) {
  const text = useDataText().letters;
  const block = useRef<HTMLElement>(null);
  // What was copied last, so that other words are not taken for it.
  const [tried, setTried] = useState<{ readonly value: string; readonly done: boolean } | null>(null);
  const copied = tried?.value === value ? tried.done : null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setTried({ value, done: true });
    } catch {
      setTried({ value, done: copySelected(block.current) });
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="copy-block">
      <button type="button" className="button" data-quiet="true" onClick={() => void copy()}>
        <Icon aria-hidden="true" />
        <span aria-live="polite">{copied ? text.copied : text.copy}</span>
      </button>
      <ScrollBox className="copy-scroll" label={label} box={block}>
        <pre>{children ?? value}</pre>
      </ScrollBox>
      {copied === false && <p className="form-error">{text.copyFailed}</p>}
    </div>
  );
}
