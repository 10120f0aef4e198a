/** @jsxImportSource preact */
import type { ReportAnswer } from '@ioc/contracts/api/report';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../frame/Icon.tsx';
import { Link } from '../frame/Link.tsx';
import { usePortal } from '../frame/context.ts';
import { longMoment } from '../words/formats.ts';
import { copyText } from './copy-text.ts';

/** Shown only when the server has given a code. */
export function Received({ answer, onAnother }: { answer: ReportAnswer; onAnother: () => void }) {
  const { words, language } = usePortal();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  return (
    <div class="received card">
      <span class="seal">
        <Icon name="check" />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {words.received}
      </h1>
      <p>{words.receivedThanks}</p>
      <CodeBox code={answer.code} />
      <dl>
        <dt>{words.dueBy}</dt>
        <dd>{answer.dueAt ? longMoment(answer.dueAt, language) : words.dueUnknown}</dd>
      </dl>
      <Link to={`/track/${encodeURIComponent(answer.code)}`} class="button main wide">
        {words.follow}
      </Link>
      <button type="button" class="quiet wide" onClick={onAnother}>
        {words.another}
      </button>
    </div>
  );
}

function CodeBox({ code }: { code: string }) {
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
