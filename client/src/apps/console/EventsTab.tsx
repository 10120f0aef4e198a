import type { StoredEvent } from '@ioc/contracts/event';
import { useMemo, useRef, useState } from 'react';
import { useAreaUnits } from '../../api/area-units.ts';
import { useRowInSight } from '../../desk-kit/follow-focus.ts';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { DomainMark } from '../../marks/DomainMark.tsx';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { useStream } from '../../stream/use-hub.tsx';
import { NO_FILTER, eventsPath, isInArea, matchesText } from './event-filter.ts';
import type { EventFilter } from './event-filter.ts';
import { EventDetails } from './EventDetails.tsx';
import { Filters } from './Filters.tsx';
import { ListFoot } from '../../shell/ListFoot.tsx';
import { useList } from '../../api/use-list.ts';
import { useRowKeys } from './use-row-keys.ts';

interface RowProps {
  readonly event: StoredEvent;
  readonly selected: boolean;
  readonly onPick: () => void;
}

function EventRow({ event, selected, onPick }: RowProps) {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  const row = useRowInSight<HTMLTableRowElement>(selected);
  return (
    <tr ref={row} data-selected={selected} data-severity={event.severity} onClick={onPick}>
      <td className="figures cell-time">{format.dateTime(event.observedAt)}</td>
      <td className="cell-severity">
        <SeverityMark severity={event.severity} spoken={false} /> <span>{text.severity[event.severity]}</span>
      </td>
      <td className="cell-title">
        <button type="button" aria-current={selected} onClick={onPick}>
          {localName(language, event.title, event.titleEn)}
        </button>
      </td>
      <td className="cell-domain">
        <DomainMark domain={event.domain} /> <span>{text.domain[event.domain]}</span>
      </td>
      <td className="cell-place">{event.unit?.name ?? text.unlocated}</td>
      <td className="cell-state">{text.state[event.state] ?? event.state}</td>
    </tr>
  );
}

/** How many things are newer than the first row of the list, by the live channel. */
function useNewer(first: StoredEvent | undefined, filtered: boolean): number {
  const { rows } = useStream('latest');
  if (!first || filtered) return 0;
  const sinceMs = Date.parse(first.observedAt);
  return [...rows.values()].filter(({ observedAt }) => Date.parse(observedAt) > sinceMs).length;
}

/** The list of everything stored, newest first, with details beside it. */
export function EventsTab() {
  const text = useText();
  const format = useFormat();
  const [filter, setFilter] = useState<EventFilter>(NO_FILTER);
  const unitIds = useAreaUnits();
  const list = useList<StoredEvent>(eventsPath(filter, unitIds));
  const searchField = useRef<HTMLInputElement>(null);
  const shown = useMemo(
    () => list.items.filter((event) => isInArea(event, unitIds) && matchesText(event, filter.text)),
    [list.items, filter.text, unitIds],
  );
  const keys = useRowKeys(shown.length, () => searchField.current?.focus());
  const newer = useNewer(list.items[0], Object.values(filter).some(Boolean));
  const selected = shown[keys.index];
  const pick = (index: number) => {
    keys.setIndex(index);
    keys.setOpen(true);
  };
  const { field } = text.console;
  return (
    <div className="split" data-open={keys.open && selected !== undefined}>
      <div className="list">
        <Filters filter={filter} onChange={setFilter} searchField={searchField} />
        <div className="newer" aria-live="polite">
          {newer > 0 && (
            <button type="button" onClick={list.reload}>
              {text.console.newer(format.number(newer))}
            </button>
          )}
        </div>
        <div className="rows">
          <table>
            <thead>
              <tr>
                {[field.time, field.severity, field.title, field.domain, field.unit, field.state].map(
                  (name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {shown.map((event, index) => (
                <EventRow
                  key={`${event.source}/${event.id}`}
                  event={event}
                  selected={index === keys.index}
                  onPick={() => pick(index)}
                />
              ))}
            </tbody>
          </table>
          <ListFoot list={list} shown={shown.length} emptyText={text.console.empty} />
        </div>
        <p className="keys">{text.console.keys}</p>
      </div>
      {keys.open && selected ? (
        <EventDetails event={selected} onClose={() => keys.setOpen(false)} />
      ) : (
        <aside className="details details-none">
          <p>{text.console.pick}</p>
        </aside>
      )}
    </div>
  );
}
