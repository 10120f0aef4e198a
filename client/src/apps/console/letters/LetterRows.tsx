import type { DeadLetter } from '@ioc/contracts/dead-letter';
import { CircleCheck, RotateCcw } from 'lucide-react';
import { problemWords } from '../../../data-kit/problem-words.ts';
import { rejectWords } from '../../../data-kit/reject-words.ts';
import { useRowInSight } from '../../../desk-kit/follow-focus.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { useFormat, useLanguage } from '../../../i18n/language.ts';

interface RowProps {
  readonly letter: DeadLetter;
  readonly isAt: boolean;
  readonly isOpen: boolean;
  /** Null: this reader selects nothing. */
  readonly isSelected: boolean | null;
  readonly name: string;
  readonly onSelect: (selected: boolean) => void;
  readonly onOpen: () => void;
}

/** What came of telling it again; nothing when nobody did. */
export function Outcome({ letter }: { readonly letter: DeadLetter }) {
  const text = useDataText();
  const format = useFormat();
  const language = useLanguage();
  const { detail, replayedAt, replayedBy, replayProblem } = letter;
  if (replayProblem !== null)
    return (
      <span className="letter-outcome" data-tone="warn">
        <RotateCcw aria-hidden="true" />
        {text.letters.stillBad}:{' '}
        {replayProblem === detail
          ? text.letters.sameReason
          : problemWords(replayProblem, text.problems, language)}
      </span>
    );
  if (replayedAt === null) return null;
  return (
    <span className="letter-outcome" data-tone="good">
      <CircleCheck aria-hidden="true" />
      {text.letters.wasStored(format.dateTime(replayedAt), replayedBy ?? '')}
    </span>
  );
}

function Row({ letter, isAt, isOpen, isSelected, name, onSelect, onOpen }: RowProps) {
  const text = useDataText();
  const format = useFormat();
  const language = useLanguage();
  const row = useRowInSight<HTMLLIElement>(isAt);
  return (
    <li ref={row} className="letter-row" data-at={isAt}>
      {isSelected !== null && (
        <label className="letter-check">
          <input
            type="checkbox"
            checked={isSelected}
            aria-label={text.letters.select(letter.id)}
            onChange={(event) => onSelect(event.target.checked)}
          />
        </label>
      )}
      <button type="button" aria-expanded={isAt && isOpen} onClick={onOpen}>
        <span className="letter-head">
          <strong>{text.reasons[letter.reason]}</strong>
          {letter.disposition === 'quarantined' && (
            <span className="state-chip" data-tone="warn">
              {text.letters.disposition.quarantined}
            </span>
          )}
          {letter.count > 1 && (
            <span className="letter-count figures">{text.letters.times(format.number(letter.count))}</span>
          )}
          <time className="figures" dateTime={letter.lastReceivedAt}>
            {format.dateTime(letter.lastReceivedAt)}
          </time>
        </span>
        <span className="letter-detail">{rejectWords(letter.detail, language)}</span>
        <span className="letter-from">
          {name}
          {letter.address !== null && <> · {letter.address}</>}
        </span>
        <Outcome letter={letter} />
      </button>
    </li>
  );
}

interface Props {
  readonly letters: readonly DeadLetter[];
  readonly at: number;
  readonly isOpen: boolean;
  readonly selected: ReadonlySet<string> | null;
  readonly nameOf: (source: string) => string;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onOpen: (index: number) => void;
}

export function LetterRows({ letters, at, isOpen, selected, nameOf, onSelect, onOpen }: Props) {
  const text = useDataText().letters;
  if (letters.length === 0) return null;
  const isAll = selected !== null && letters.every(({ id }) => selected.has(id));
  return (
    <>
      {selected !== null && (
        <label className="form-check letters-all">
          <input
            type="checkbox"
            checked={isAll}
            onChange={() => onSelect(new Set(isAll ? [] : letters.map(({ id }) => id)))}
          />
          <span>{text.selectAll}</span>
        </label>
      )}
      <ul className="letter-rows">
        {letters.map((letter, index) => (
          <Row
            key={letter.id}
            letter={letter}
            isAt={index === at}
            isOpen={isOpen}
            isSelected={selected === null ? null : selected.has(letter.id)}
            name={nameOf(letter.source)}
            onSelect={(isSelected) =>
              onSelect(
                new Set([
                  ...[...(selected ?? [])].filter((id) => id !== letter.id),
                  ...(isSelected ? [letter.id] : []),
                ]),
              )
            }
            onOpen={() => onOpen(index)}
          />
        ))}
      </ul>
    </>
  );
}
