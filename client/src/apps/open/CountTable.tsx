/** @jsxImportSource preact */
// One table for communes, kinds and channels: the same columns, so that they are read alike.
import type { OpenCounts } from '@ioc/contracts/api/open-data';
import { wholeNumber } from '../../light-kit/formats.ts';
import { duration, type Told } from './numbers.ts';

interface CountRow {
  readonly id: string;
  readonly name: string;
  readonly counts: OpenCounts;
}

interface CountTableProps {
  readonly label: string;
  /** What the first column is of. */
  readonly first: string;
  readonly rows: readonly CountRow[];
  readonly told: Told;
  readonly chosen?: string | null;
  readonly onChoose?: (id: string | null) => void;
}

export function CountTable({ label, first, rows, told, chosen = null, onChoose }: CountTableProps) {
  const { columns } = told.words;
  const most = Math.max(1, ...rows.map(({ counts }) => counts.received));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">{columns.received}</th>
            <th scope="col">{columns.closed}</th>
            <th scope="col">{columns.overdue}</th>
            <th scope="col">{columns.median}</th>
            <th scope="col">{columns.p90}</th>
            <th scope="col">{columns.cases}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, counts }) => (
            <tr key={id} data-unit={id} class={id === chosen ? 'chosen' : undefined}>
              <th scope="row">
                {onChoose ? (
                  <button
                    type="button"
                    aria-pressed={id === chosen}
                    onClick={() => onChoose(id === chosen ? null : id)}
                  >
                    {name}
                  </button>
                ) : (
                  name
                )}
                <Bar part={counts.received / most} />
              </th>
              <Counts counts={counts} told={told} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** An attribute of a drawing, because the page may write no styles. */
const Bar = ({ part }: { readonly part: number }) => (
  <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect width={Math.max(0.5, part * 100)} height="2" />
  </svg>
);

function Counts({ counts, told }: { readonly counts: OpenCounts; readonly told: Told }) {
  const number = (value: number) => wholeNumber(value, told.language);
  const time = (hours: number | null) => (hours === null ? '–' : duration(hours, told));
  return (
    <>
      <td>{number(counts.received)}</td>
      <td>{number(counts.closed)}</td>
      <td class={counts.overdue > 0 ? 'bad' : undefined}>{number(counts.overdue)}</td>
      <td>{time(counts.medianHours)}</td>
      <td>{time(counts.p90Hours)}</td>
      <td>{number(counts.answered)}</td>
    </>
  );
}
