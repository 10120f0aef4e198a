import type { AlertDetail } from '@ioc/contracts/api/alerts';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { readAgain, useResource } from '../../../api/resource.ts';
import { DeskLoading } from '../../../desk-kit/DeskLoading.tsx';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { DomainMark } from '../../../marks/DomainMark.tsx';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';
import { AlertAlarms, AlertSteps } from './AlertHistory.tsx';
import type { Names } from './use-names.ts';
import { detailPath } from './use-steps.ts';

const REFRESH_MS = 15_000;
const SETTLE_MS = 300;

export type ActWord = 'ack' | 'assign' | 'comment' | 'shelve' | 'close';
const ACTS: readonly (readonly [ActWord, string])[] = [
  ['ack', 'a'],
  ['assign', 'm'],
  ['comment', 'n'],
  ['shelve', 's'],
  ['close', 'c'],
];

const isPossible = (row: AlertRow, act: ActWord): boolean =>
  act === 'comment' || (row.state !== 'closed' && (act !== 'ack' || row.state === 'active'));

interface ActsProps {
  readonly row: AlertRow;
  readonly busy: boolean;
  readonly onAct: (act: ActWord) => void;
}

function Acts({ row, busy, onAct }: ActsProps) {
  const text = useAlertText().act;
  return (
    <div className="desk-acts">
      {ACTS.filter(([act]) => isPossible(row, act)).map(([act, key]) => (
        <button
          key={act}
          type="button"
          className="button"
          data-quiet={act !== 'ack'}
          disabled={busy}
          aria-keyshortcuts={key}
          onClick={() => onAct(act)}
        >
          {act === 'shelve' && row.shelvedUntil !== null ? text.unshelve : text[act]} <kbd>{key}</kbd>
        </button>
      ))}
    </div>
  );
}

function Facts({ row, names }: { readonly row: AlertRow; readonly names: Names }) {
  const { field, members } = useAlertText();
  const format = useFormat();
  const when = (at: string) => `${format.dayMonth(at)} ${format.timeWithSeconds(at)}`;
  const rows: readonly (readonly [string, string | null])[] = [
    [field.unit, names.place(row)],
    [field.assignee, names.person(row.assigneeId)],
    [field.raised, when(row.raisedAt)],
    [field.members, members(format.number(row.members))],
    [field.first, when(row.firstAt)],
    [field.last, when(row.lastAt)],
    [field.taken, row.acknowledgedAt && when(row.acknowledgedAt)],
    [field.escalate, row.escalateAt && when(row.escalateAt)],
    [field.rule, names.rule(row.rule).name],
    [field.id, row.id],
  ];
  return (
    <dl className="facts figures">
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Read again with each step and each alarm, so that the history is that of the row beside it. */
function useDetail(row: AlertRow) {
  const path = detailPath(row.id);
  const detail = useResource<AlertDetail>(path, REFRESH_MS);
  const stamp = `${row.revision} ${row.members}`;
  const seen = useRef(stamp);
  useEffect(() => {
    if (seen.current === stamp) return undefined;
    seen.current = stamp;
    // In a flood the row moves with every write; the history follows when it has a moment.
    const timer = setTimeout(() => readAgain(path), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [path, stamp]);
  return detail;
}

interface Props extends Omit<ActsProps, 'onAct'> {
  readonly names: Names;
  /** Null: this reader only looks. */
  readonly onAct: ActsProps['onAct'] | null;
  readonly onBack: () => void;
}

/** One alert in full: what to do, by whom, since when, and everything that was done. */
export function AlertPane({ row, names, busy, onAct, onBack }: Props) {
  const text = useText();
  const words = useAlertText();
  const language = useLanguage();
  const { value, error } = useDetail(row);
  const { advice } = names.rule(row.rule);
  return (
    <aside className="details desk-pane alert-pane" aria-label={words.field.title}>
      <button type="button" className="button desk-back" data-quiet="true" onClick={onBack}>
        <ArrowLeft aria-hidden="true" />
        {words.act.back}
      </button>
      <header data-severity={row.severity}>
        <h2>{localName(language, row.title, row.titleEn)}</h2>
      </header>
      <p className="details-marks">
        <SeverityMark severity={row.severity} spoken={false} /> {text.severity[row.severity]}{' '}
        <DomainMark domain={row.domain} /> {text.domain[row.domain]} · {words.states[row.state]}
      </p>
      {onAct && <Acts row={row} busy={busy} onAct={onAct} />}
      {advice !== '' && (
        <p className="alert-advice">
          <strong>{words.field.advice}</strong> {advice}
        </p>
      )}
      <Facts row={row} names={names} />
      {value && <AlertSteps steps={value.steps} />}
      {value && <AlertAlarms alarms={value.alarms} total={value.members} />}
      {!value && !error && <DeskLoading>{text.panelState.loading}</DeskLoading>}
      {error && <p role="alert">{words.detailFailed}</p>}
    </aside>
  );
}
