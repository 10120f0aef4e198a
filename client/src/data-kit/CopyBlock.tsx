import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useDataText } from '../i18n/data-text.ts';
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
  const block = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => setCopied(null), [value]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      setCopied(copySelected(block.current));
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="copy-block">
      <button type="button" className="button" data-quiet="true" onClick={() => void copy()}>
        <Icon aria-hidden="true" />
        <span aria-live="polite">{copied ? text.copied : text.copy}</span>
      </button>
      {/* A box that scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre ref={block} tabIndex={0} role="region" aria-label={label}>
        {children ?? value}
      </pre>
      {copied === false && <p className="form-error">{text.copyFailed}</p>}
    </div>
  );
}
