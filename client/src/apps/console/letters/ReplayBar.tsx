import type { DeadLetterReason } from '@ioc/contracts/dead-letter';
import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { useInstances } from '../../../data-kit/instances.ts';
import { JobEnd } from '../../../data-kit/JobEnd.tsx';
import { JobProgress } from '../../../data-kit/JobProgress.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { lettersHash } from './letters-query.ts';
import type { LettersFilter } from './letters-query.ts';
import type { Replay } from './use-replay.ts';

interface Props {
  readonly replay: Replay;
  readonly filter: LettersFilter;
  readonly selected: ReadonlySet<string>;
  readonly openCount: number;
  readonly hasHands: boolean;
  readonly nameOf: (source: string) => string;
}

export function AsChoice({ replay }: { readonly replay: Replay }) {
  const text = useDataText().letters;
  const language = useLanguage();
  const id = useId();
  const { value } = useInstances();
  const running = (value?.items ?? []).filter(({ enabled, problem }) => enabled && problem === null);
  return (
    <div className="replay-as">
      <label htmlFor={id}>{text.as}</label>
      <select
        id={id}
        className="field"
        value={replay.as}
        onChange={(event) => replay.setAs(event.target.value)}
      >
        <option value="">{text.asOwn}</option>
        {running.map((view) => (
          <option key={view.id} value={view.id}>
            {localName(language, view.name, view.nameEn)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Result({ replay, filter }: Pick<Props, 'replay' | 'filter'>) {
  const text = useDataText().letters;
  const format = useFormat();
  const { job } = replay.run;
  if (job?.state !== 'done' || !job.result) return null;
  const { letters, stored, stillBad } = job.result;
  return (
    <Note tone={stillBad > 0 ? 'warn' : 'good'} title={text.replayed(format.number(letters))}>
      <p>
        {text.storedCount(format.number(stored))} {stillBad > 0 && text.badCount(format.number(stillBad))}
      </p>
      {stored > 0 && !filter.stored && (
        <a href={lettersHash({ ...filter, stored: true })}>{text.showStored}</a>
      )}
    </Note>
  );
}

/** Telling letters again: the selected ones, or all of a source and reason; and what came of it. */
export function ReplayBar({ replay, filter, selected, openCount, hasHands, nameOf }: Props) {
  const text = useDataText();
  const format = useFormat();
  const { run, begin } = replay;
  const reason = filter.reason in text.reasons ? (filter.reason as DeadLetterReason) : undefined;
  const what = [nameOf(filter.source), reason && text.reasons[reason]].filter(Boolean).join(', ');
  if (!hasHands) return <p className="replay-bar replay-none">{text.letters.mayNot}</p>;
  return (
    <div className="replay-bar">
      {!run.busy && (
        <div className="replay-ways">
          <AsChoice replay={replay} />
          <button
            type="button"
            className="button"
            data-quiet={selected.size === 0}
            disabled={selected.size === 0}
            onClick={() => begin({ ids: [...selected] })}
          >
            <RotateCcw aria-hidden="true" />
            {selected.size === 0
              ? text.letters.replayNone
              : text.letters.replaySelected(format.number(selected.size))}
          </button>
          {filter.source !== '' && openCount > 0 && (
            <button
              type="button"
              className="button"
              data-quiet="true"
              onClick={() => begin({ source: filter.source, ...(reason ? { reason } : {}) })}
            >
              <RotateCcw aria-hidden="true" />
              {text.letters.replayAll(format.number(openCount), what)}
            </button>
          )}
        </div>
      )}
      <JobProgress run={run} doing={text.job.sending} counting={text.letters.replaying} />
      {!run.busy && replay.isHere && <JobEnd run={run} />}
      {!run.busy && replay.isHere && <Result replay={replay} filter={filter} />}
    </div>
  );
}
