/** @jsxImportSource preact */
import type { ReportCategory } from '@ioc/contracts/api/report';
import { useEffect, useState } from 'preact/hooks';
import { shortMoment } from '../../../light-kit/formats.ts';
import { Icon } from '../frame/Icon.tsx';
import { Link } from '../frame/Link.tsx';
import { usePortal } from '../frame/context.ts';
import type { KeptReport } from '../outbox/kept.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { useOutbox } from '../outbox/this-phone.ts';
import { mineState } from './mine-state.ts';

const SURE_MS = 4000;

/** Every report of this phone with how far it has come: drafts, what waits, what was received. */
export function MyReports({ categories }: { categories: readonly ReportCategory[] | null }) {
  const { words } = usePortal();
  const outbox = useOutbox();
  const reports = outbox.reports();
  return (
    <section class="card mine" aria-labelledby="mine">
      <h2 id="mine">{words.trackMine}</h2>
      {reports.length === 0 && <p class="hint">{words.mineNone}</p>}
      <ul>
        {reports.map((report) => (
          <Row key={report.clientId} report={report} outbox={outbox} categories={categories} />
        ))}
      </ul>
      {reports.length > 0 && <p class="hint">{words.mineHint}</p>}
    </section>
  );
}

interface RowProps {
  readonly report: KeptReport;
  readonly outbox: Outbox;
  readonly categories: readonly ReportCategory[] | null;
}

function Row({ report, outbox, categories }: RowProps) {
  const { words, language } = usePortal();
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (!sure) return;
    const timer = setTimeout(() => setSure(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [sure]);
  const { clientId, code, draft, stage } = report;
  const category = categories?.find(({ serviceCode }) => serviceCode === draft.serviceCode);
  const name = (language === 'vi' ? category?.name : category?.nameEn) ?? words.mineStates.draft;
  const { said, look } = mineState(report, outbox.doing(clientId), words, language);
  const forget = () => {
    setSure(!sure);
    if (sure) void outbox.remove(clientId);
  };
  // What was not taken of it is told on its own page; all else at the server's.
  const isThere = stage === 'done' && code !== null && report.files.every(({ state }) => state === 'stored');
  return (
    <li>
      <Link to={isThere ? `/track/${encodeURIComponent(code)}` : `/report?id=${clientId}`}>
        <span class={`state ${look}`}>{said}</span>
        <b>{name}</b>
        <small class="figures">
          {[code, shortMoment(draft.sentAt ?? new Date(report.changedAtMs).toISOString(), language)]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </Link>
      <button type="button" class="bare" aria-label={words.mineForget(code ?? name)} onClick={forget}>
        {sure ? words.mineForgetSure : <Icon name="close" />}
      </button>
    </li>
  );
}
