import type { AlertRow } from '@ioc/contracts/stream/channels';
import { BellRing, CheckCheck, Layers, PauseCircle } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { followFocus } from '../../../desk-kit/follow-focus.ts';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { DomainMark } from '../../../marks/DomainMark.tsx';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';
import { viewOf } from './queue.ts';
import type { Names } from './use-names.ts';

interface RowProps {
  readonly row: AlertRow;
  readonly selected: boolean;
  readonly names: Names;
  readonly nowMs: number;
  readonly onPick: () => void;
}

/** Marks that say more than the state: how many alarms, called higher, over, shelved. */
function Signs({ row }: { readonly row: AlertRow }) {
  const text = useAlertText();
  const format = useFormat();
  const count = format.number(row.members);
  return (
    <span className="alert-signs figures">
      {row.members > 1 && (
        <span className="alert-sign" title={text.membersLong(count)}>
          <Layers aria-hidden="true" />
          {text.members(count)}
        </span>
      )}
      {row.escalation > 0 && (
        <span className="alert-sign" data-tone="bad">
          <BellRing aria-hidden="true" />
          {text.called(format.number(row.escalation))}
        </span>
      )}
      {row.shelvedUntil !== null && (
        <span className="alert-sign">
          <PauseCircle aria-hidden="true" />
          {text.shelvedUntil(format.time(row.shelvedUntil))}
        </span>
      )}
      {row.clearedAt !== null && row.state !== 'closed' && (
        <span className="alert-sign" data-tone="good">
          <CheckCheck aria-hidden="true" />
          {text.over}
        </span>
      )}
    </span>
  );
}

function Row({ row, selected, names, nowMs, onPick }: RowProps) {
  const text = useText();
  const words = useAlertText();
  const format = useFormat();
  const language = useLanguage();
  return (
    <li
      className="desk-row alert-row"
      data-selected={selected}
      data-severity={row.severity}
      data-view={viewOf(row)}
      data-key={row.key}
    >
      <button type="button" aria-current={selected} tabIndex={selected ? 0 : -1} onClick={onPick}>
        <span className="alert-severity">
          <SeverityMark severity={row.severity} spoken={false} />
          <span>{text.severity[row.severity]}</span>
        </span>
        <span className="alert-main">
          <span className="alert-title">{localName(language, row.title, row.titleEn)}</span>
          <Signs row={row} />
        </span>
        <span className="alert-place">
          <DomainMark domain={row.domain} />
          <span className="alert-domain">{text.domain[row.domain]}</span>
          <span className="alert-unit">{names.place(row)}</span>
        </span>
        <span className="alert-state">
          {words.states[row.state]}
          {row.assigneeId !== null && <small>{names.person(row.assigneeId)}</small>}
        </span>
        <span className="alert-time figures">
          <span>{format.time(row.raisedAt)}</span>
          <small>{format.ago(nowMs - Date.parse(row.raisedAt))}</small>
        </span>
      </button>
    </li>
  );
}

interface Props {
  readonly rows: readonly AlertRow[];
  /** Place of the row one stands on; -1: none. */
  readonly at: number;
  readonly names: Names;
  readonly nowMs: number;
  readonly onPick: (row: AlertRow) => void;
}

/**
 * The queue. Whatever pours in above, the row one stands on keeps its place on the glass: the list is scrolled by as much as
 * the row was moved. A row that is out of sight because one walked there is brought into sight.
 */
export function QueueRows({ rows, at, names, nowMs, onPick }: Props) {
  const text = useAlertText();
  const list = useRef<HTMLOListElement>(null);
  const stood = useRef<{ readonly key: string; readonly top: number } | null>(null);
  useLayoutEffect(() => {
    const selected = rows[at];
    const box = list.current;
    const element = box?.querySelector<HTMLElement>('[data-selected="true"]');
    if (!box || !element || !selected) {
      stood.current = null;
      return;
    }
    const before = stood.current;
    if (before?.key === selected.key) box.scrollTop += element.offsetTop - before.top;
    else element.scrollIntoView({ block: 'nearest' });
    stood.current = { key: selected.key, top: element.offsetTop };
    followFocus(element);
  }, [rows, at]);
  return (
    <ol className="desk-rows alert-rows" ref={list} aria-label={text.list}>
      {rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          selected={index === at}
          names={names}
          nowMs={nowMs}
          onPick={() => onPick(row)}
        />
      ))}
    </ol>
  );
}
