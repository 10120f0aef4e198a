import type { SourceRow } from '@ioc/contracts/stream/channels';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { SourceStateMark } from '../../marks/SourceStateMark.tsx';
import { useStream } from '../../stream/use-hub.tsx';

const COUNTERS = ['stored', 'duplicates', 'late', 'deadLetters', 'quarantined', 'dropped'] as const;

function Row({ source }: { readonly source: SourceRow }) {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">
        {localName(language, source.name, source.nameEn)} <small>{source.connector}</small>
      </th>
      <td>
        <SourceStateMark state={source.state} />
      </td>
      <td className="figures">
        {source.lastReceivedAt === null
          ? text.panels.sourceHealth.never
          : format.dateTime(source.lastReceivedAt)}
      </td>
      <td className="figures">{source.lagMs === null ? '–' : `${format.number(source.lagMs)} ms`}</td>
      {COUNTERS.map((name) => (
        <td
          key={name}
          className="figures"
          data-bad={(name === 'deadLetters' || name === 'quarantined') && source[name] > 0}
        >
          {format.number(source[name])}
        </td>
      ))}
    </tr>
  );
}

/** Every source with all its counters, live. */
export function SourcesTab() {
  const text = useText().console.source;
  const { rows } = useStream('sources');
  const collator = new Intl.Collator('vi');
  const sources = [...rows.values()].toSorted((a, b) => collator.compare(a.name, b.name));
  return (
    <div className="tab-body">
      <table className="plain plain-numbers">
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
            <Row key={source.key} source={source} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
