import type { DeadLetterSum } from '@ioc/contracts/dead-letter';
import { useDataText } from '../../../i18n/data-text.ts';
import { useFormat } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { goToHash } from '../console-hash.ts';
import { lettersHash, openUnder, sumsBySource } from './letters-query.ts';
import type { LettersFilter } from './letters-query.ts';

interface Props {
  readonly sums: readonly DeadLetterSum[];
  readonly filter: LettersFilter;
  readonly nameOf: (source: string) => string;
  /** The last look failed. */
  readonly isOld: boolean;
}

interface LineProps {
  readonly to: LettersFilter;
  readonly filter: LettersFilter;
  readonly name: string;
  readonly open: number;
  readonly below?: string;
}

function Line({ to, filter, name, open, below }: LineProps) {
  const text = useDataText().letters;
  const format = useFormat();
  const isHere = to.source === filter.source && to.reason === filter.reason;
  return (
    <a href={lettersHash(to)} aria-current={isHere ? 'true' : undefined} data-settled={open === 0}>
      <span>
        {name}
        {below && <small className="figures">{below}</small>}
      </span>
      <strong className="figures">
        {open === 0 ? '–' : format.number(open)}
        <span className="sr-only"> {open === 0 ? text.noneOpen : text.open('')}</span>
      </strong>
    </a>
  );
}

/** How many of which source and reason: also the way to narrow the list. */
export function LettersSummary({ sums, filter, nameOf, isOld }: Props) {
  const text = useDataText();
  const format = useFormat();
  const all = { ...filter, source: '', reason: '' };
  return (
    <nav className="letters-summary" aria-label={text.letters.summary}>
      <h2>{text.letters.title}</h2>
      <p className="letters-lead">{text.letters.lead}</p>
      {isOld && <Note tone="warn" title={text.letters.oldSummary} />}
      <ul>
        <li>
          <Line to={all} filter={filter} name={text.letters.all} open={openUnder(sums, all)} />
        </li>
        {sumsBySource(sums, filter.stored).map(({ source, open, newestAt, reasons }) => (
          <li key={source} data-here={source === filter.source}>
            <Line
              to={{ ...filter, source, reason: '' }}
              filter={filter}
              name={nameOf(source)}
              open={open}
              below={text.letters.newest(format.dateTime(newestAt))}
            />
            <ul>
              {reasons.map((sum) => (
                <li key={sum.reason}>
                  <Line
                    to={{ ...filter, source, reason: sum.reason }}
                    filter={filter}
                    name={text.reasons[sum.reason]}
                    open={sum.open}
                  />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <label className="form-check">
        <input
          type="checkbox"
          checked={filter.stored}
          onChange={(event) => goToHash(lettersHash({ ...filter, stored: event.target.checked }))}
        />
        <span>{text.letters.showStored}</span>
      </label>
    </nav>
  );
}
