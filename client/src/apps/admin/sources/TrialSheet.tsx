import type { TrialFact, TrialResult } from '@ioc/contracts/api/sources';
import { useAreaNames } from '../../../api/area-names.ts';
import { rejectWords } from '../../../data-kit/reject-words.ts';
import { ScrollBox } from '../../../data-kit/ScrollBox.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { DomainMark } from '../../../marks/DomainMark.tsx';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';
import { Note } from '../../../ui/Note.tsx';

function FactRow({ fact, unit }: { readonly fact: TrialFact; readonly unit: string | null }) {
  const text = useText();
  const words = useDataText().trial;
  const format = useFormat();
  const language = useLanguage();
  return (
    <tr>
      <td className="trial-what">
        <strong>{localName(language, fact.title, fact.titleEn)}</strong>
        <span className="trial-marks">
          <span>
            <SeverityMark severity={fact.severity} spoken={false} /> {text.severity[fact.severity]}
          </span>
          <span>
            <DomainMark domain={fact.domain} /> {text.domain[fact.domain]}
          </span>
          <span>{text.state[fact.state] ?? fact.state}</span>
        </span>
      </td>
      <td className="figures trial-time">
        {format.dayMonth(fact.observedAt)} {format.timeWithSeconds(fact.observedAt)}
      </td>
      <td>{unit ?? <span className="row-none">{words.noUnit}</span>}</td>
      <td className="figures trial-point">
        {fact.point ? (
          `${fact.point[1].toFixed(5)}, ${fact.point[0].toFixed(5)}`
        ) : (
          <span className="row-none">{words.noPoint}</span>
        )}
      </td>
    </tr>
  );
}

function Facts({ facts, count }: { readonly facts: readonly TrialFact[]; readonly count: number }) {
  const text = useDataText().trial;
  const format = useFormat();
  const nameOf = useAreaNames(facts.flatMap(({ unitId }) => (unitId ? [`unit:${unitId}`] : [])));
  return (
    <section>
      <h4>
        {text.events}{' '}
        {count > facts.length && (
          <small>{text.first(format.number(facts.length), format.number(count))}</small>
        )}
      </h4>
      <ScrollBox className="wide-table" label={text.events}>
        <table>
          <thead>
            <tr>
              {[text.what, text.time, text.unit, text.point].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.map((fact) => (
              <FactRow
                key={`${fact.id} ${fact.observedAt} ${fact.state}`}
                fact={fact}
                unit={fact.unitId ? nameOf(`unit:${fact.unitId}`) : null}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function Summary({ result }: { readonly result: TrialResult }) {
  const text = useDataText().trial;
  const format = useFormat();
  const { messages, factCount, figureCount, dropped, rejects } = result;
  if (messages === 0)
    return (
      <Note tone="warn" title={text.silent}>
        <p>{text.silentHint}</p>
      </Note>
    );
  const parts = [
    figureCount > 0 && text.figures(format.number(figureCount)),
    dropped > 0 && text.dropped(format.number(dropped)),
    rejects > 0 && text.rejects(format.number(rejects)),
  ].filter(Boolean);
  const brought = factCount + figureCount > 0;
  return (
    <Note
      tone={rejects > 0 ? 'warn' : brought ? 'good' : 'info'}
      title={text.found(format.number(messages), format.number(factCount))}
    >
      <p>{[...parts, text.nothingStored].join(' · ')}</p>
      {!brought && rejects === 0 && <p>{text.onlyDropped}</p>}
    </Note>
  );
}

/** What a test found: events as they would look, and what would go to the dead letters. */
export function TrialSheet({ result }: { readonly result: TrialResult }) {
  const text = useDataText();
  const format = useFormat();
  const language = useLanguage();
  const { facts, factCount, figures, problems, rejects } = result;
  return (
    <div className="trial-sheet">
      <Summary result={result} />
      {facts.length > 0 && <Facts facts={facts} count={factCount} />}
      {figures.length > 0 && (
        <details className="trial-figures">
          <summary>{text.trial.figureRows}</summary>
          <pre>{JSON.stringify(figures, null, 2)}</pre>
        </details>
      )}
      {problems.length > 0 && (
        <section>
          <h4>
            {text.trial.problems}{' '}
            {rejects > problems.length && (
              <small>{text.trial.first(format.number(problems.length), format.number(rejects))}</small>
            )}
          </h4>
          <ul className="trial-problems">
            {[
              ...new Set(
                problems.map(
                  ({ reason, detail }) => `${text.reasons[reason]}: ${rejectWords(detail, language)}`,
                ),
              ),
            ].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
