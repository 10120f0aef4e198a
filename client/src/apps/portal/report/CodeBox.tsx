/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { copyText } from './copy-text.ts';

export function CodeBox({ code }: { code: string }) {
  const { words } = usePortal();
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => setCopied(await copyText(code));
  return (
    <div class="code">
      <span class="label">{words.code}</span>
      <output class="figures">{code}</output>
      <button type="button" onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} />
        {copied ? words.copied : words.copy}
      </button>
      <p aria-live="polite" class={copied === false ? 'hint' : 'sr-only'}>
        {copied === null ? '' : copied ? words.copied : words.copyFailed}
      </p>
    </div>
  );
}
