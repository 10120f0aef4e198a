/** @jsxImportSource preact */
import type { ReportCategory } from '@ioc/contracts/api/report';
import { useState } from 'preact/hooks';
import { loadReceipts, saveReceipts } from '../draft/receipts.ts';
import type { Receipt } from '../draft/receipts.ts';
import { Icon } from '../frame/Icon.tsx';
import { Link } from '../frame/Link.tsx';
import { usePortal } from '../frame/context.ts';
import { shortMoment } from '../words/formats.ts';
import { cleanCode } from './poll.ts';

interface CodeFormProps {
  readonly categories: readonly ReportCategory[] | null;
  /** What stands in the field to begin with. */
  readonly first?: string;
}

/** Asks for a code, and offers those sent from this phone. */
export function CodeForm({ categories, first = '' }: CodeFormProps) {
  const { words, go } = usePortal();
  const [typed, setTyped] = useState(first);
  const [receipts, setReceipts] = useState(loadReceipts);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = cleanCode(typed);
    if (code) go(`/track/${encodeURIComponent(code)}`);
  };
  const forget = (code: string) => {
    const left = receipts.filter((receipt) => receipt.code !== code);
    setReceipts(left);
    saveReceipts(left);
  };
  return (
    <>
      <form class="code-form" onSubmit={submit}>
        <label class="label" for="code">
          {words.code}
        </label>
        <input
          type="text"
          id="code"
          class="figures"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="main">
          {words.trackGo}
        </button>
      </form>
      {receipts.length > 0 && (
        <section aria-label={words.trackMine}>
          <h2 class="label">{words.trackMine}</h2>
          <ul class="receipts">
            {receipts.map((receipt) => (
              <Row key={receipt.code} receipt={receipt} categories={categories} onForget={forget} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Row(props: {
  receipt: Receipt;
  categories: CodeFormProps['categories'];
  onForget: (code: string) => void;
}) {
  const { words, language } = usePortal();
  const { code, serviceCode, sentAt } = props.receipt;
  const category = props.categories?.find((candidate) => candidate.serviceCode === serviceCode);
  const name = (language === 'vi' ? category?.name : category?.nameEn) ?? '';
  return (
    <li>
      <Link to={`/track/${encodeURIComponent(code)}`}>
        <b class="figures">{code}</b>
        <span>{[name, sentAt && shortMoment(sentAt, language)].filter(Boolean).join(' · ')}</span>
      </Link>
      <button
        type="button"
        class="bare"
        aria-label={words.trackForget(code)}
        onClick={() => props.onForget(code)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
