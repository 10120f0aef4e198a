import type { UploadResult } from '@ioc/contracts/api/sources';
import type { ReactNode } from 'react';
import { useUnitNames } from '../../../api/area-names.ts';
import { placeWords, rejectWords } from '../../../data-kit/reject-words.ts';
import { ScrollBox } from '../../../data-kit/ScrollBox.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { cellWords, columnName, columnsOf } from './first-rows.ts';

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly tone?: 'good' | 'warn' | undefined;
  readonly hint?: string;
}

function Figure({ label, value, tone, hint }: FigureProps) {
  const format = useFormat();
  return (
    <div data-tone={tone}>
      <dt>{label}</dt>
      <dd className="figures">{format.number(value)}</dd>
      {hint && value > 0 && <dd className="upload-hint">{hint}</dd>}
    </div>
  );
}

interface TableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}

function Table({ label, columns, children }: TableProps) {
  return (
    <ScrollBox className="wide-table" label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollBox>
  );
}

/** "Phường Nam Đông Hà (19333)"; a unit that stands no more keeps its code. */
function useUnitWords(): (value: string) => string | undefined {
  const { area } = useText();
  const names = useUnitNames(true);
  return (value) => {
    const name = names.get(value);
    if (name === undefined) return value === 'province' ? area.province : undefined;
    return `${name} (${value.split('@')[0] ?? value})`;
  };
}

function FirstRows({ rows }: { readonly rows: UploadResult['firstRows'] }) {
  const text = useDataText().uploads;
  const format = useFormat();
  const language = useLanguage();
  const unitWords = useUnitWords();
  const columns = columnsOf(rows, text.columns);
  const title = text.firstRows(format.number(rows.length));
  return (
    <section>
      <h3>{title}</h3>
      <Table label={title} columns={columns.map((column) => columnName(column, text.columns))}>
        {rows.map((row, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows of a file have no other name than their place
          <tr key={index}>
            {columns.map((column) => (
              <td key={column} className="figures">
                {cellWords(column, row[column] ?? '', { text, format, language, unitWords })}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** It stands in the column beside. */
const withoutPlace = (detail: string, place: string): string =>
  place !== '' && detail.startsWith(place) ? detail.slice(place.length).replace(/^(?:: |, )/, '') : detail;

function Problems({ result }: { readonly result: UploadResult }) {
  const text = useDataText().uploads;
  const format = useFormat();
  const language = useLanguage();
  const { problems, bad } = result;
  return (
    <section>
      <h3>
        {text.problems}{' '}
        {bad > problems.length && (
          <small>{text.problemsShown(format.number(problems.length), format.number(bad))}</small>
        )}
      </h3>
      <Table label={text.problems} columns={[text.place, text.wrong]}>
        {problems.map(({ place, detail }) => (
          <tr key={`${place} ${detail}`}>
            <th scope="row" className="figures upload-place">
              {placeWords(place, language)}
            </th>
            <td>{rejectWords(withoutPlace(detail, place), language)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Sums({ differences }: { readonly differences: UploadResult['sumDifferences'] }) {
  const text = useDataText().uploads;
  const format = useFormat();
  const language = useLanguage();
  return (
    <section>
      <h3>{text.sums}</h3>
      <p className="upload-lead">{text.sumsHint}</p>
      <Table label={text.sums} columns={[text.place, text.stated, text.sumOfParts, text.difference]}>
        {differences.map(({ place, stated, difference }) => (
          <tr key={place}>
            <th scope="row" className="upload-place">
              {placeWords(place, language)}
            </th>
            <td className="figures">{format.number(stated, 2)}</td>
            <td className="figures">{format.number(stated - difference, 2)}</td>
            <td className="figures">
              {difference > 0 ? '+' : ''}
              {format.number(difference, 2)}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

interface SheetProps {
  readonly result: UploadResult;
  /** What follows from the figures: between them and the rows. */
  readonly children: ReactNode;
}

/** What a file holds, or what came of it. */
export function UploadSheet({ result, children }: SheetProps) {
  const text = useDataText().uploads;
  const { rows, good, bad, known, restated, unplaced, repeated, dropped, dryRun, file } = result;
  return (
    <div className="upload-sheet">
      <h3>
        {dryRun ? text.preview(file) : file} {dryRun && <small>{text.notStored}</small>}
      </h3>
      <dl className="upload-figures">
        <Figure label={text.rows} value={rows} />
        <Figure label={text.good} value={good} tone={good > 0 ? 'good' : undefined} />
        <Figure label={text.bad} value={bad} tone={bad > 0 ? 'warn' : undefined} />
        <Figure label={text.known} value={known} hint={text.knownHint} />
        <Figure label={text.restated} value={restated} hint={text.restatedHint} />
        {unplaced > 0 && (
          <Figure label={text.unplaced} value={unplaced} tone="warn" hint={text.unplacedHint} />
        )}
        {repeated > 0 && <Figure label={text.repeated} value={repeated} hint={text.repeatedHint} />}
        {dropped > 0 && <Figure label={text.dropped} value={dropped} hint={text.droppedHint} />}
      </dl>
      {children}
      {result.problems.length > 0 && <Problems result={result} />}
      {result.sumDifferences.length > 0 && <Sums differences={result.sumDifferences} />}
      {result.firstRows.length > 0 && <FirstRows rows={result.firstRows} />}
    </div>
  );
}
