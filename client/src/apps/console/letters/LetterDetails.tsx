import type { DeadLetter } from '@ioc/contracts/dead-letter';
import { RotateCcw, Wrench, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isAdministrator } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { useInstances } from '../../../data-kit/instances.ts';
import { rejectWords } from '../../../data-kit/reject-words.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { Outcome } from './LetterRows.tsx';
import { RawText } from './RawText.tsx';
import { AsChoice } from './ReplayBar.tsx';
import type { Replay } from './use-replay.ts';

const KEPT_BYTES = 64 * 1024;

interface Props {
  readonly letter: DeadLetter;
  readonly replay: Replay;
  readonly hasHands: boolean;
  readonly nameOf: (source: string) => string;
  readonly onClose: () => void;
}

function Facts({ letter, nameOf }: Pick<Props, 'letter' | 'nameOf'>) {
  const text = useDataText().letters;
  const format = useFormat();
  const { none } = useText();
  const when = (at: string) => `${format.date(at)} ${format.timeWithSeconds(at)}`;
  const rows: readonly (readonly [string, string])[] = [
    [text.source, `${nameOf(letter.source)} (${letter.source})`],
    [text.connector, letter.connector],
    [text.address, letter.address ?? none],
    [text.last, when(letter.lastReceivedAt)],
    [text.first, when(letter.firstReceivedAt)],
    [text.count, format.number(letter.count)],
    [text.size, text.bytes(format.number(letter.rawBytes))],
    [text.kept, text.form[letter.form]],
  ];
  return (
    <dl className="facts figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Ways({ letter, replay, hasHands }: Pick<Props, 'letter' | 'replay' | 'hasHands'>) {
  const text = useDataText().letters;
  const { self } = useSite();
  const { value: instances } = useInstances();
  const isOurs = instances?.items.some(({ id }) => id === letter.source) ?? false;
  return (
    <div className="letter-ways">
      {hasHands && letter.replayedAt === null && (
        <>
          <AsChoice replay={replay} />
          <button
            type="button"
            className="button"
            disabled={replay.run.busy}
            onClick={() => replay.begin({ ids: [letter.id] })}
          >
            <RotateCcw aria-hidden="true" />
            {text.replayOne}
          </button>
        </>
      )}
      {self && isAdministrator(self) && isOurs && (
        <a className="button" data-quiet="true" href={`/admin/sources/${encodeURIComponent(letter.source)}`}>
          <Wrench aria-hidden="true" />
          {text.fix}
        </a>
      )}
    </div>
  );
}

/** One dead letter in full. */
export function LetterDetails({ letter, replay, hasHands, nameOf, onClose }: Props) {
  const text = useDataText();
  const format = useFormat();
  const language = useLanguage();
  const top = useRef<HTMLElement>(null);
  // On a phone the details stand in place of a list that was scrolled.
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <aside ref={top} className="details" aria-label={text.letters.raw}>
      <header>
        <h2>
          {text.letters.disposition[letter.disposition]}: {text.reasons[letter.reason]}
        </h2>
        <button type="button" className="icon-button" aria-label={text.letters.close} onClick={onClose}>
          <X aria-hidden="true" />
        </button>
      </header>
      <p className="letter-says">{rejectWords(letter.detail, language)}</p>
      <Outcome letter={letter} />
      <Ways letter={letter} replay={replay} hasHands={hasHands} />
      <Facts letter={letter} nameOf={nameOf} />
      {letter.rawBytes > KEPT_BYTES && (
        <p className="letter-cut">{text.letters.onlyFirst(format.number(KEPT_BYTES))}</p>
      )}
      <RawText raw={letter.raw} />
    </aside>
  );
}
