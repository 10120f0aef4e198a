import type { SourceRow } from '@ioc/contracts/stream/channels';
import { ScrollBox } from '../../../data-kit/ScrollBox.tsx';
import { ListSign } from '../../../desk-kit/ListSign.tsx';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { SourceStateMark } from '../../../marks/SourceStateMark.tsx';
import { RecountNote } from '../../../panels/source-health/RecountNote.tsx';
import { recountOf } from '../../../panel-kit/recount-line.ts';
import { useHub, useLiveness, useStream } from '../../../stream/use-hub.tsx';
import { countsOf, inOrder } from './source-order.ts';
import './sources.css';

const COUNTERS = ['stored', 'duplicates', 'late', 'deadLetters', 'quarantined', 'dropped'] as const;
const SECOND_MS = 1_000;

/** By which name each cell goes where the head of the table has no room. */
function Row({ source, nowMs }: { readonly source: SourceRow; readonly nowMs: number }) {
  const text = useText();
  const words = text.console.source;
  const format = useFormat();
  const language = useLanguage();
  const { lagMs, lastReceivedAt } = source;
  const lag = (ms: number) => (ms < SECOND_MS ? `${format.number(ms)} ms` : format.span(ms));
  return (
    <tr data-state={source.state}>
      <th scope="row">
        {localName(language, source.name, source.nameEn)} <small>{source.connector}</small>
      </th>
      <td className="sources-state">
        <SourceStateMark state={source.state} />
      </td>
      <td className="figures" data-label={words.last}>
        {lastReceivedAt === null ? (
          text.panels.sourceHealth.never
        ) : (
          <time dateTime={lastReceivedAt} title={format.dateTime(lastReceivedAt)}>
            {format.ago(nowMs - Date.parse(lastReceivedAt))}
          </time>
        )}
      </td>
      <td className="figures" data-label={words.lag}>
        {lagMs === null ? '–' : lag(lagMs)}
      </td>
      {COUNTERS.map((name) => (
        <td
          key={name}
          className="figures"
          data-label={words[name]}
          data-nothing={source[name] === 0}
          data-bad={(name === 'deadLetters' || name === 'quarantined') && source[name] > 0}
        >
          {format.number(source[name])}
        </td>
      ))}
    </tr>
  );
}

/** Instead of the table: not open, not heard yet, or none. */
function NoSources({ isRefused, isSynced }: { readonly isRefused: boolean; readonly isSynced: boolean }) {
  const text = useText();
  if (isRefused) return <ListSign of="forbidden">{text.console.refused}</ListSign>;
  if (!isSynced) return <ListSign of="loading">{text.panelState.loading}</ListSign>;
  return <ListSign of="empty">{text.panels.sourceHealth.empty}</ListSign>;
}

/** Every source with all its counters, live; what needs somebody on top, and whether the counters are what the rows say. */
export function SourcesTab() {
  const { source: text, tabs } = useText().console;
  const format = useFormat();
  const hub = useHub();
  const { nowMs, freshness } = useLiveness();
  const { rows, synced } = useStream('sources');
  const recount = recountOf(useStream('recount').rows.get('counts'), nowMs);
  const sources = inOrder(rows.values());
  if (sources.length === 0)
    return (
      <div className="tab-body">
        <NoSources isRefused={hub.isRefused('sources')} isSynced={synced} />
      </div>
    );
  return (
    <ScrollBox className="tab-body" label={tabs.sources}>
      <div className="sources-page" data-stale={!freshness.fresh}>
        <div className="sources-top">
          <ul className="sources-sums figures">
            {countsOf(sources).map(([state, count]) => (
              <li key={state}>
                <strong>{format.number(count)}</strong> <SourceStateMark state={state} />
              </li>
            ))}
          </ul>
          {recount && <RecountNote recount={recount} />}
        </div>
        <table className="plain sources-table">
          <thead>
            <tr>
              {[text.name, text.state, text.last, text.lag, ...COUNTERS.map((name) => text[name])].map(
                (title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <Row key={source.key} source={source} nowMs={nowMs} />
            ))}
          </tbody>
        </table>
      </div>
    </ScrollBox>
  );
}
