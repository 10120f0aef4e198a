import type { List } from '@ioc/contracts/api/list';
import type { DeadLetter, DeadLetterSum } from '@ioc/contracts/dead-letter';
import { useState } from 'react';
import { settlesInput } from '../../../api/rights.ts';
import { readAgain, useResource } from '../../../api/resource.ts';
import { useSite } from '../../../api/site.tsx';
import { useList } from '../../../api/use-list.ts';
import { useSourceStates } from '../../../data-kit/instances.ts';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { useConsoleHash } from '../console-hash.ts';
import { useDeskKeys } from '../desk-keys.ts';
import { useRowKeys } from '../use-row-keys.ts';
import { LetterDetails } from './LetterDetails.tsx';
import { LetterRows } from './LetterRows.tsx';
import { filterOf, hasNewer, lettersPath, openUnder } from './letters-query.ts';
import { LettersSummary } from './LettersSummary.tsx';
import { ReplayBar } from './ReplayBar.tsx';
import { useReplay } from './use-replay.ts';
import './letters.css';

const SUMMARY_PATH = '/api/v1/dead-letters/summary';
const SUMMARY_MS = 15_000;
const noSearch = () => {};

/** Names of sources; a door is a source of what nobody takes. */
function useSourceNames(): (id: string) => string {
  const language = useLanguage();
  const { doors } = useDataText().letters;
  const { value } = useSourceStates();
  const names = new Map(value?.items.map(({ id, name, nameEn }) => [id, localName(language, name, nameEn)]));
  return (id) => names.get(id) ?? doors[id] ?? id;
}

/** x selects the row one stands on. */
const isSelecting = (key: string, writing: boolean, modified: boolean): true | null =>
  key === 'x' && !writing && !modified ? true : null;

const toggled = (set: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  set.has(id) ? new Set([...set].filter((one) => one !== id)) : new Set([...set, id]);

/** What could not become a fact: why, how often, the bytes themselves, and the way back in. */
export function LettersTab() {
  const text = useDataText().letters;
  const { self } = useSite();
  const hasHands = self !== null && settlesInput(self);
  const filter = filterOf(useConsoleHash().query);
  const path = lettersPath(filter);
  const list = useList<DeadLetter>(path);
  const summary = useResource<List<DeadLetterSum>>(SUMMARY_PATH, SUMMARY_MS);
  const sums = summary.value?.items ?? [];
  const nameOf = useSourceNames();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = new Set(list.items.map(({ id }) => id).filter((id) => chosen.has(id)));
  const keys = useRowKeys(list.items.length, noSearch);
  const letter = list.items[keys.index];
  const replay = useReplay(path, () => {
    setChosen(new Set());
    list.reload();
    readAgain(SUMMARY_PATH);
  });
  useDeskKeys(isSelecting, () => {
    if (letter && hasHands) setChosen((before) => toggled(before, letter.id));
  });
  const open = (index: number) => {
    keys.setIndex(index);
    keys.setOpen(true);
  };
  return (
    <div className="letters-page" data-open={keys.open && letter !== undefined}>
      <LettersSummary sums={sums} filter={filter} nameOf={nameOf} isOld={summary.error !== null} />
      <section className="letters-list" aria-label={text.list}>
        <ReplayBar
          replay={replay}
          filter={filter}
          selected={selected}
          openCount={openUnder(sums, filter)}
          hasHands={hasHands}
          nameOf={nameOf}
        />
        <div className="newer" aria-live="polite">
          {hasNewer(sums, filter, list.items[0]?.lastReceivedAt) && (
            <button type="button" onClick={list.reload}>
              {text.newer}
            </button>
          )}
        </div>
        <div className="letters-scroll">
          <LetterRows
            letters={list.items}
            at={keys.index}
            isOpen={keys.open}
            selected={hasHands ? selected : null}
            nameOf={nameOf}
            onSelect={setChosen}
            onOpen={open}
          />
          <ListState list={list} empty={filter.stored ? text.empty : text.emptyOpen} />
        </div>
        <p className="keys">{text.keys}</p>
      </section>
      {keys.open && letter ? (
        <LetterDetails
          key={letter.id}
          letter={letter}
          replay={replay}
          hasHands={hasHands}
          nameOf={nameOf}
          onClose={() => keys.setOpen(false)}
        />
      ) : (
        <aside className="details details-none">
          <p>{text.pick}</p>
        </aside>
      )}
    </div>
  );
}
